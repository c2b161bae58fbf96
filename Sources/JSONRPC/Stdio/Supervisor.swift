import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Watches what may end the process from outside while the reader is blocked: signals, a reader of our output that is
/// gone, a parent that is gone.
///
/// The end of the input is the usual sign that a parent is gone, but a sibling may hold the pipe open; then the
/// parent's process id is what changes. `PR_SET_PDEATHSIG` is no help: it fires when the parent's thread ends.
package enum Supervisor {
  package enum Event: Sendable {
    /// SIGTERM, SIGHUP, or SIGINT at a terminal.
    case terminate
    case outputGone
    case parentGone
  }

  /// The writing end of the pipe that a signal handler leaves its signal in; -1 until there is one.
  private static let signalPipe = Atomic<Int32>(-1)

  /// Starts watching, on a thread of its own. Each event but `terminate` comes once.
  package static func start(output: Int32, handlesInterrupt: Bool, _ handler: @escaping @Sendable (Event) -> Void) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    signalPipe.store(ends[1], ordering: .sequentiallyConsistent)
    let parent = getppid()
    install(SIGTERM)
    install(SIGHUP)
    // Without a terminal the interrupt of a whole process group is for the parent to act on.
    if handlesInterrupt { install(SIGINT) } else { signal(SIGINT, SIG_IGN) }
    let readingEnd = ends[0]
    DetachedThread.start { watch(readingEnd, output, parent, handler) }
  }

  private static func install(_ number: Int32) {
    signal(number) { _ in
      // Only calls that are safe in a signal handler: an atomic load and write(2).
      let saved = errno
      var byte: UInt8 = 1
      _ = write(Supervisor.signalPipe.load(ordering: .relaxed), &byte, 1)
      errno = saved
    }
  }

  private static func watch(
    _ signals: Int32, _ output: Int32, _ parent: pid_t, _ handler: @escaping @Sendable (Event) -> Void
  ) {
    // A process whose parent was the init process from the start is nobody's child to lose.
    let watchesParent = parent > 1
    var requests = [pollfd(fd: signals, events: Int16(POLLIN), revents: 0), pollfd(fd: output, events: 0, revents: 0)]
    while true {
      let ready = poll(&requests, 2, watchesParent ? 2000 : -1)
      if ready > 0, requests[0].revents != 0 {
        var bytes: [UInt8] = [0]
        if read(signals, &bytes, 1) == 1 { handler(.terminate) }
      }
      if ready > 0, requests[1].revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 {
        requests[1].fd = -1
        handler(.outputGone)
      }
      if watchesParent, getppid() != parent {
        handler(.parentGone)
        return
      }
    }
  }
}
