"""Work is left to finalizers, to atexit and to threads that go on."""
import atexit
import threading
import time
import weakref


class Late:
    def __del__(self):
        time.sleep(30)


late = Late()
weakref.finalize(late, time.sleep, 30)
atexit.register(time.sleep, 30)
threading.Thread(target=time.sleep, args=(30,)).start()
