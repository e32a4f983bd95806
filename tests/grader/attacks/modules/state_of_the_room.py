"""The state that all code in the room shares is turned upside down: warnings, errors, print options, seeds, signals."""
import gc
import locale
import os
import random
import signal
import sys
import threading
import warnings

import numpy as np

warnings.simplefilter("error")
np.seterr(all="raise")
np.set_printoptions(formatter={"all": lambda value: "2.0"})
np.random.seed(1)
random.seed(1)
sys.setrecursionlimit(60)
sys.settrace(lambda *a: None)
sys.setprofile(lambda *a: None)
threading.settrace(lambda *a: None)
sys.setswitchinterval(100)
gc.disable()
os.umask(0o777)
os.chdir("/")
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
sys.excepthook = sys.unraisablehook = lambda *a: None
sys.float_repr_style = "legacy"
sys.path[:] = []
