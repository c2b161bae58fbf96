#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The system calls on the descriptors the process was given. Their modes are never changed: `O_NONBLOCK` belongs to
/// the open file, which other processes share. A pipe can be opened once more instead.
package enum Descriptor {
  /// What reading came to.
  package enum ReadResult {
    case bytes(Int)
    case end
    case failed(Int32)
  }

  /// Reads what there is, waiting for the first byte.
  package static func read(_ descriptor: Int32, into memory: UnsafeMutableRawBufferPointer) -> ReadResult {
    while true {
      let count = systemRead(descriptor, memory.baseAddress, memory.count)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntil(descriptor, is: POLLIN)
      default: return .failed(errno)
      }
    }
  }

  /// Reads what there is; nil if there is nothing, as far as can be told without waiting: of what is neither a socket
  /// nor non-blocking the first byte is waited for.
  package static func readNow(
    _ descriptor: Int32, isSocket: Bool, into memory: UnsafeMutableRawBufferPointer
  ) -> ReadResult? {
    while true {
      let count =
        isSocket
        ? recv(descriptor, memory.baseAddress, memory.count, Int32(MSG_DONTWAIT))
        : systemRead(descriptor, memory.baseAddress, memory.count)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return nil
      default: return .failed(errno)
      }
    }
  }

  /// Writes all of it, waiting as long as it takes; false if the other side is gone.
  static func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = systemWrite(descriptor, rest.baseAddress, rest.count)
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntil(descriptor, is: POLLOUT)
      default: return false
      }
    }
    return true
  }

  /// What a pipe takes whole or not at all, and what it has room for once `poll` says that it can be written (POSIX,
  /// PIPE_BUF, which is 4,096 on Linux and 512 on macOS).
  static let atomicWriteBytes = Int(PIPE_BUF)

  /// Opens an end of a pipe a second time, so that it can have a mode of its own: one that never waits. Nil where that
  /// cannot be had: for what is no pipe, and on systems without /proc (Linux, proc_pid_fd(5)), whose /dev/fd only
  /// copies the descriptor.
  static func reopenPipe(_ descriptor: Int32, _ access: Int32) -> Int32? {
    #if os(Linux)
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return nil }
      let own = open("/proc/self/fd/\(descriptor)", access | O_NONBLOCK | O_CLOEXEC)
      return own >= 0 ? own : nil
    #else
      return nil
    #endif
  }

  /// Has a pipe hold twice of what pipes hold by default (Linux, pipe(7)). What somebody has set stays as it is, and so does
  /// every pipe of a user whose pipes hold as much as they may.
  static func widenPipe(_ descriptor: Int32) {
    #if os(Linux)
      let usual: Int32 = 65_536
      // F_GETPIPE_SZ and F_SETPIPE_SZ, which the headers keep for GNU's own (fcntl(2)).
      if fcntl(descriptor, 1032) == usual { _ = fcntl(descriptor, 1031, 2 * usual) }
    #endif
  }

  /// Writes what can be written without waiting; how many bytes that were, nil if the other side is gone.
  ///
  /// Of a pipe that may make a writer wait it is `atomicWriteBytes` at most.
  static func writeNow(
    _ descriptor: Int32, isSocket: Bool, neverBlocks: Bool = false, _ bytes: UnsafeRawBufferPointer
  ) -> Int? {
    let count: Int
    if neverBlocks {
      count = systemWrite(descriptor, bytes.baseAddress, bytes.count)
    } else if isSocket {
      count = send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
    } else {
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&request, 1, 0) > 0, request.revents & Int16(POLLOUT) != 0 else {
        return request.revents & Int16(POLLERR | POLLHUP) != 0 ? nil : 0
      }
      count = systemWrite(descriptor, bytes.baseAddress, min(bytes.count, atomicWriteBytes))
    }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  package static func isSocket(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
  }

  private static func waitUntil(_ descriptor: Int32, is event: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    poll(&request, 1, -1)
  }

  private static func systemRead(_ descriptor: Int32, _ memory: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.read(descriptor, memory, count)
    #else
      Glibc.read(descriptor, memory, count)
    #endif
  }

  private static func systemWrite(_ descriptor: Int32, _ memory: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, memory, count)
    #else
      Glibc.write(descriptor, memory, count)
    #endif
  }
}
