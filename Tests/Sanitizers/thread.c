// What ThreadSanitizer has to know of Swift; linked into every program that is built for it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

extern void __tsan_acquire(void *);
extern void __tsan_release(void *);

// The mutex of the Synchronization module. Its quick path is compiled into the program, where the sanitizer sees the
// atomic operations. Where two threads meet, the rest happens in a library that is not built for the sanitizer: without
// this, everything that a mutex guards looks like a race as soon as it is waited for. These stand before the functions of
// the library and say what they do.
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *

// _MutexHandle._lockSlow(_: UInt32) and _MutexHandle._unlockSlow(): a futex that the kernel hands over.
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock_slow(uint32_t thread, SELF handle) __asm__(LOCK);
SWIFT void unlock_slow(SELF handle) __asm__(UNLOCK);

SWIFT void lock_slow(uint32_t thread, SELF handle) {
  SWIFT void (*real)(uint32_t, SELF) = (SWIFT void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK);
  real(thread, handle);
  __tsan_acquire(handle);
}

SWIFT void unlock_slow(SELF handle) {
  SWIFT void (*real)(SELF) = (SWIFT void (*)(SELF))dlsym(RTLD_NEXT, UNLOCK);
  __tsan_release(handle);
  real(handle);
}

// What is no race, and cannot be seen to be none. The result of a continuation is written by who resumes it and read by
// who awaits it. Where it is resumed before it is awaited, the runtime of Swift's tasks, which is not built for the
// sanitizer, makes the one happen before the other. Each names the one function that touches the memory, not its callers.
const char *__tsan_default_suppressions(void) {
  return "race_top:s22withUnsafeContinuation9isolation\n"
         "race_top:Scc6resume9returning\n";
}

// At its end a process would wait a second for races that come late; there are many processes.
const char *__tsan_default_options(void) { return "atexit_sleep_ms=0:print_suppressions=0"; }
