"""The system calls that untrusted code may not make, as a BPF program built once at start by libseccomp."""

import errno
import io
import os
import socket
import tempfile

import pyseccomp

# Calls that reach into other processes, the kernel, or the shape of the file system; none is needed by applications.
DENIED = """
acct add_key adjtimex bpf chroot clock_adjtime clock_settime create_module delete_module fanotify_init finit_module
fsconfig fsmount fsopen fspick get_kernel_syms init_module io_uring_enter io_uring_register io_uring_setup ioperm iopl
kcmp kexec_file_load kexec_load keyctl lookup_dcookie mbind migrate_pages modify_ldt mount mount_setattr move_mount
move_pages name_to_handle_at nfsservctl open_by_handle_at open_tree perf_event_open personality pidfd_getfd pivot_root
process_madvise process_vm_readv process_vm_writev ptrace query_module quotactl quotactl_fd reboot request_key
set_mempolicy setdomainname setns settimeofday sethostname swapoff swapon syslog umount umount2 unshare uselib
userfaultfd ustat vhangup vm86 vm86old
""".split()

NEW_NAMESPACES = {
    "CLONE_NEWNS": 0x00020000,
    "CLONE_NEWCGROUP": 0x02000000,
    "CLONE_NEWUTS": 0x04000000,
    "CLONE_NEWIPC": 0x08000000,
    "CLONE_NEWUSER": 0x10000000,
    "CLONE_NEWPID": 0x20000000,
    "CLONE_NEWNET": 0x40000000,
}
ALLOWED_FAMILIES = (socket.AF_UNSPEC, socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)
TIOCSTI = 0x5412
TIOCLINUX = 0x541C


def build_filter() -> bytes:
    """The compiled filter: named calls, new namespaces and unusual sockets fail, all else is allowed.

    Raises OSError when libseccomp is not on this machine.
    """
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in DENIED:
        _deny(rules, name, errno.EPERM)
    # clone3 takes its flags from memory, where a filter cannot look; libc then falls back to clone.
    _deny(rules, "clone3", errno.ENOSYS)
    for flag in NEW_NAMESPACES.values():
        _deny(rules, "clone", errno.EPERM, pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))
    for request in (TIOCSTI, TIOCLINUX):
        _deny(rules, "ioctl", errno.EPERM, pyseccomp.Arg(1, pyseccomp.MASKED_EQ, 0xFFFFFFFF, request))
    _deny_families(rules)
    return _export(rules)


def _deny_families(rules: pyseccomp.SyscallFilter) -> None:
    highest = max(ALLOWED_FAMILIES)
    _deny(rules, "socket", errno.EAFNOSUPPORT, pyseccomp.Arg(0, pyseccomp.GT, highest))
    for family in range(highest):
        if family not in ALLOWED_FAMILIES:
            _deny(rules, "socket", errno.EAFNOSUPPORT, pyseccomp.Arg(0, pyseccomp.EQ, family))


def _deny(rules: pyseccomp.SyscallFilter, name: str, error: int, *arguments: pyseccomp.Arg) -> None:
    try:
        number = pyseccomp.resolve_syscall(pyseccomp.system_arch(), name)
    except (OSError, ValueError):
        return  # this libseccomp is older than the call
    if number >= 0:
        rules.add_rule(pyseccomp.ERRNO(error), name, *arguments)


def _export(rules: pyseccomp.SyscallFilter) -> bytes:
    with tempfile.TemporaryFile() as out:
        rules.export_bpf(out)
        out.seek(0, io.SEEK_SET)
        return os.read(out.fileno(), 1 << 20)
