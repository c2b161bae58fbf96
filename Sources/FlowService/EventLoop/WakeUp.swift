#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A pipe whose reading end the loop waits on: one byte in it ends the wait.
struct WakeUp: Sendable {
  let readEnd: Int32
  private let writeEnd: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    // The program makes sure that there are descriptors before it makes a loop. Without one nothing could be answered.
    guard pipe(&ends) == 0 else { fatalError("cannot open a pipe: errno \(errno)") }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  func signal() {
    var byte: UInt8 = 1
    while write(writeEnd, &byte, 1) < 0 && errno == EINTR {}
  }

  /// Empties the pipe. Wake-ups are coalesced by the loop: rarely is there more than one byte; what is left over only
  /// costs one more round.
  func drain() {
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(readEnd, &bytes, 16) < 0 && errno == EINTR {}
  }

  func close() {
    #if canImport(Darwin)
      _ = Darwin.close(readEnd)
      _ = Darwin.close(writeEnd)
    #elseif canImport(Glibc)
      _ = Glibc.close(readEnd)
      _ = Glibc.close(writeEnd)
    #elseif canImport(Musl)
      _ = Musl.close(readEnd)
      _ = Musl.close(writeEnd)
    #endif
  }
}
