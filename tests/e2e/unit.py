"""The system calls that a unit of systemd leaves to its program, laid on a process of a test by libseccomp. What the unit does
with users, mounts and devices is not among it. Whoever asks for another call is killed here, so that a test notices."""
import ctypes, errno, re, subprocess

KILL, ALLOW, ERRNO = 0x80000000, 0x7fff0000, 0x00050000
EQUAL, MASKED = 4, 7  # of scmp_compare
NEW_NAMESPACES = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)  # CLONE_NEW…
FAMILIES = {'AF_UNIX': 1, 'AF_INET': 2, 'AF_INET6': 10}
N_FAMILIES, WRITE_AND_EXECUTE, EXECUTE, NO_NEW_PRIVS = 46, 6, 4, 38

class _Argument(ctypes.Structure):
    _fields_ = [('number', ctypes.c_uint), ('how', ctypes.c_int), ('a', ctypes.c_uint64), ('b', ctypes.c_uint64)]

def _members(group):
    """The calls of @name, also those of groups in it."""
    said = subprocess.run(['systemd-analyze', 'syscall-filter', group], capture_output=True, text=True, check=True).stdout
    for name in re.findall(r'(?m)^    ([@\w-]+)', said):
        yield from _members(name) if name.startswith('@') else [name]

def _settings(text, name):
    return re.findall(rf'(?m)^{name}=(.*)$', text)

def allowed_calls(text):
    """Of a unit; its lines in their order, as systemd.exec(5) says."""
    allowed = set()
    for line in _settings(text, 'SystemCallFilter'):
        names = {call for word in line.lstrip('~').split() for call in (_members(word) if word.startswith('@') else [word])}
        allowed = allowed - names if line.startswith('~') else allowed | names
    return allowed

class Cage:
    """To be called in a process of its own, before it becomes another program."""
    def __init__(self, text, also=()):
        self.lib = ctypes.CDLL('libseccomp.so.2', use_errno=True)
        self.lib.seccomp_init.restype = ctypes.c_void_p
        self.lib.seccomp_init.argtypes = [ctypes.c_uint32]
        self.lib.seccomp_rule_add_array.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint, ctypes.POINTER(_Argument)]
        self.lib.seccomp_load.argtypes = [ctypes.c_void_p]
        self.calls = [number for name in sorted(allowed_calls(text) | {'execve', *also}) if (number := self._number(name)) >= 0]
        self.families = [FAMILIES[name] for name in ' '.join(_settings(text, 'RestrictAddressFamilies')).split()]
        self.no_namespaces = _settings(text, 'RestrictNamespaces') == ['yes']
        self.no_code = _settings(text, 'MemoryDenyWriteExecute') == ['yes']

    def _number(self, name):
        return self.lib.seccomp_syscall_resolve_name(name.encode())

    def _refuse(self, refusals, call, error, *argument):
        arguments = (_Argument * 1)(_Argument(*argument)) if argument else None
        assert self.lib.seccomp_rule_add_array(refusals, ERRNO | error, self._number(call), len(argument) and 1, arguments) == 0, call

    def __call__(self):
        ctypes.CDLL(None).prctl(NO_NEW_PRIVS, 1, 0, 0, 0)
        refusals = self.lib.seccomp_init(ALLOW)
        for family in [one for one in range(N_FAMILIES) if self.families and one not in self.families]:
            self._refuse(refusals, 'socket', errno.EAFNOSUPPORT, 0, EQUAL, family)
        for flag in NEW_NAMESPACES if self.no_namespaces else ():
            for call in ('clone', 'unshare'):
                self._refuse(refusals, call, errno.EPERM, 0, MASKED, flag, flag)
        if self.no_namespaces:
            self._refuse(refusals, 'clone3', errno.ENOSYS)
        if self.no_code:
            self._refuse(refusals, 'mmap', errno.EPERM, 2, MASKED, WRITE_AND_EXECUTE, WRITE_AND_EXECUTE)
            self._refuse(refusals, 'mprotect', errno.EPERM, 2, MASKED, EXECUTE, EXECUTE)
        cage = self.lib.seccomp_init(KILL)
        for number in self.calls:
            assert self.lib.seccomp_rule_add_array(cage, ALLOW, number, 0, None) == 0, number
        assert self.lib.seccomp_load(refusals) == 0 and self.lib.seccomp_load(cage) == 0
