"""Our programs as tests start them: from a process in which their libraries are linked already (warm-shim.c). After begin(),
subprocess does so by itself, so that a test is written as ever. Where there is no PT_WARM, as with sanitizers, and where a test
wants what an order cannot say, a program begins cold."""
import inspect, os, socket, struct, subprocess, threading

OURS = {os.environ[name] for name in ('PT_CLI', 'PT_HUB', 'PT_CLI_NEWER', 'PT_HUB_NEWER') if name in os.environ}
COLD = subprocess.Popen
PLAIN = {'executable': None, 'preexec_fn': None, 'pass_fds': (), 'shell': False, 'gid': None, 'gids': None, 'uid': None, 'umask': -1,
         'start_new_session': False, 'process_group': -1}  # what an order cannot say otherwise

class _Warm:
    """A program that stands before its main(), with the libraries that a test preloads."""
    def __init__(self, program, preload):
        self.lock = threading.Lock()
        self.line, other = socket.socketpair()
        with other:
            self.process = COLD([program], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[other.fileno()], env={
                **os.environ, 'LD_PRELOAD': f'{os.environ["PT_WARM"]}:{preload}', 'LD_BIND_NOW': '1', 'PT_WARM_LINE': str(other.fileno())})

    def start(self, folder, words, env, files):
        """The number of the process that begins."""
        strings = [folder, str(len(words)), *words, *(os.fsencode(name) + b'=' + os.fsencode(value) for name, value in env.items())]
        text = b''.join(os.fsencode(one) + b'\0' for one in strings)
        with self.lock:
            socket.send_fds(self.line, [struct.pack('=I', len(text))], files)
            self.line.sendall(text)
            return struct.unpack('=i', self.line.recv(4))[0]

_warm, _lock = {}, threading.Lock()

def _program(*key):
    with _lock:
        if key not in _warm:
            _warm[key] = _Warm(*key)
        return _warm[key]

class Process(COLD):
    """A Popen that begins warm."""
    _cold = COLD._execute_child

    def _execute_child(self, *given):
        asked = inspect.signature(Process._cold).bind(self, *given).arguments
        words = asked['args']
        if isinstance(words, str) or words[0] not in OURS or any(asked.get(name, plain) != plain for name, plain in PLAIN.items()):
            return Process._cold(self, *given)
        env = os.environ if asked['env'] is None else asked['env']
        files = [own if wanted == -1 else wanted for own, wanted in enumerate((asked['p2cread'], asked['c2pwrite'], asked['errwrite']))]
        self.pid = _program(words[0], env.get('LD_PRELOAD', '')).start(asked['cwd'] or os.getcwd(), words, env, files)
        self._child_created = True
        self._close_pipe_fds(*(asked[name] for name in ('p2cread', 'p2cwrite', 'c2pread', 'c2pwrite', 'errread', 'errwrite')))

def begin():
    if os.path.exists(os.environ.get('PT_WARM', '')):
        subprocess.Popen = Process
