// What CPython may call outside of its linear memory, by the names of its WebAssembly imports. What is on neither list ends the
// run that calls it: all of the bridge to JavaScript, foreign functions, dynamic libraries.

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Files in memory, and bookkeeping. */
export const PASSED = names(`
  __syscall_chdir __syscall_chmod __syscall_dup __syscall_dup3 __syscall_faccessat __syscall_fadvise64 __syscall_fallocate
  __syscall_fchdir __syscall_fchmod __syscall_fchmodat2 __syscall_fcntl64 __syscall_fdatasync __syscall_fstat64
  __syscall_fstatfs64 __syscall_ftruncate64 __syscall_getcwd __syscall_getdents64 __syscall_getuid32_js __syscall_ioctl
  __syscall_lstat64 __syscall_mkdirat __syscall_newfstatat __syscall_openat __syscall_readlinkat __syscall_renameat
  __syscall_rmdir __syscall_stat64 __syscall_statfs64 __syscall_truncate64 __syscall_umask_js __syscall_unlinkat
  __syscall_utimensat _try_fcntl64 fd_close fd_fdstat_get fd_pread fd_pwrite fd_read fd_seek fd_sync fd_write
  environ_get environ_sizes_get _emscripten_get_progname
  _PyEM_TrampolineCall_JS _Py_CheckEmscriptenSignals_Helper _gmtime_js _timegm_js
  emscripten_get_heap_max emscripten_resize_heap
  _emscripten_runtime_keepalive_clear emscripten_runtime_keepalive_pop emscripten_runtime_keepalive_push
  __assert_fail _abort_js exit fail_test proc_exit throw_no_gil
`);

/** Refused with EPERM, which Python raises as an OSError: sockets, pipes, links, processes, timers, mapped memory. */
export const REFUSED = names(`
  __syscall_accept4 __syscall_bind __syscall_connect __syscall_fchown32 __syscall_fchownat __syscall_getpeername
  __syscall_getsockname __syscall_getsockopt __syscall_listen __syscall_mknodat __syscall_pipe __syscall_poll
  __syscall_recvfrom __syscall_recvmsg __syscall_sendmsg __syscall_sendto __syscall_socket __syscall_symlinkat
  _emscripten_system _maybe_connect_async _maybe_poll_async _maybe_recvfrom_async _maybe_sendto_async _mmap_js
  _setitimer_js _try_shutdown getaddrinfo getnameinfo
`);
