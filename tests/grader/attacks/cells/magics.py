%load_ext no_such_extension
!touch /tmp/by-the-shell
%run /etc/passwd
get_ipython().run_line_magic("autoreload", "0")
x = !ls
?x
