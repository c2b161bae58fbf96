#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The calling thread, as a number that no other running thread has.
func currentThreadID() -> UInt {
  #if canImport(Glibc)
    UInt(pthread_self())
  #else
    UInt(bitPattern: pthread_self())
  #endif
}

/// Runs `body` on a detached thread on which every signal is blocked: they are for the main thread, and a write of the
/// TLS library to a closed socket must not end the process (SIGPIPE).
func startThread(_ body: @escaping @Sendable () -> Void) {
  // The box is retained here and released by the new thread.
  let box = Unmanaged.passRetained(ThreadBody(body)).toOpaque()
  var everySignal = sigset_t()
  var previous = sigset_t()
  sigfillset(&everySignal)
  // Blocked, it would make a read of the terminal from the background fail, where it has to stop the process.
  sigdelset(&everySignal, SIGTTIN)
  // The new thread inherits the mask: so there is no moment at which it could take a signal.
  pthread_sigmask(SIG_SETMASK, &everySignal, &previous)
  #if canImport(Darwin)
    var thread: pthread_t?
    let status = pthread_create(&thread, nil, { threadMain($0) }, box)
    if let thread { pthread_detach(thread) }
  #else
    var thread = pthread_t()
    let status = pthread_create(&thread, nil, { threadMain($0) }, box)
    if status == 0 { pthread_detach(thread) }
  #endif
  pthread_sigmask(SIG_SETMASK, &previous, nil)
  guard status == 0 else { fatalError("cannot start a thread: error \(status)") }
}

private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }
}

private func threadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  let thread = Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue()
  thread.body()
  return nil
}
