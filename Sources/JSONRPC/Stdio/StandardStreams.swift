#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The descriptors a conversation runs over, put where nothing else can write to them.
package struct StandardStreams: Sendable {
  package let input: Int32
  /// A copy of the real standard output. Descriptor 1 itself now leads to standard error, so that a stray print, from
  /// whatever library, cannot get between messages.
  package let output: Int32
  /// Whether `output` is an open file of our own that never makes a writer wait.
  package let outputNeverBlocks: Bool

  /// Moves the real standard output aside, and makes writing to a reader that is gone an error instead of a signal.
  package static func takeOver() -> StandardStreams {
    openWhatIsClosed()
    ownInput()
    signal(SIGPIPE, SIG_IGN)
    let own = Descriptor.reopenPipe(1, O_WRONLY)
    let output = own ?? fcntl(1, F_DUPFD_CLOEXEC, 3)
    // Then one piece of answers can be written while the one before is read, and no thread has to wait until it is.
    if let own { Descriptor.widenPipe(own) }
    guard output >= 0 else { return StandardStreams(input: 0, output: 1, outputNeverBlocks: false) }
    dup2(2, 1)
    return StandardStreams(input: 0, output: output, outputNeverBlocks: own != nil)
  }

  /// Makes standard input an open file of our own where it is a pipe, so that a read never waits: another process that
  /// has the same pipe may be quicker to take what there was to read.
  private static func ownInput() {
    guard let own = Descriptor.reopenPipe(0, O_RDONLY) else { return }
    dup2(own, 0)
    close(own)
  }

  /// A standard descriptor that is closed would be given to the next file opened, and then written to.
  private static func openWhatIsClosed() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
      let null = open("/dev/null", descriptor == 0 ? O_RDONLY : O_WRONLY)
      if null >= 0, null != descriptor {
        dup2(null, descriptor)
        close(null)
      }
    }
  }

  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
}
