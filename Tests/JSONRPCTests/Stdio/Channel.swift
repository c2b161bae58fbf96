import JSONRPC

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A pipe or a pair of sockets of the system: what goes in at one end and comes out at the other.
final class Channel: Sendable {
  enum Kind: CaseIterable {
    case pipe, socket
  }

  let readingEnd: Int32
  let writingEnd: Int32
  /// How many bytes have come out.
  private let taken = Monitor(0)

  init(_ kind: Kind = .pipe) throws {
    // Writing to a reader that is gone is to be an error and not the end of the test.
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      let status = kind == .pipe ? pipe(&ends) : socketpair(AF_UNIX, SOCK_STREAM, 0, &ends)
    #else
      let status = kind == .pipe ? pipe(&ends) : socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
    #endif
    guard status == 0 else { throw Failure(number: errno) }
    (readingEnd, writingEnd) = (ends[0], ends[1])
  }

  struct Failure: Error {
    var number: Int32
  }

  var takenBytes: Int { taken.withLock { $0 } }

  /// Waits for at most `count` bytes and takes them; empty at the end.
  func read(atMost count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    guard case .bytes(let got) = bytes.withUnsafeMutableBytes({ Descriptor.read(readingEnd, into: $0) }) else {
      return []
    }
    taken.change { $0 += got }
    return Array(bytes[..<got])
  }

  /// Takes exactly that many bytes, in pieces of at most `piece`, or what came until the end.
  func read(_ count: Int, piece: Int = 4096) -> [UInt8] {
    var all: [UInt8] = []
    while all.count < count {
      let bytes = read(atMost: min(piece, count - all.count))
      if bytes.isEmpty { break }
      all += bytes
    }
    return all
  }

  /// Whether there is something to take at this moment.
  var isReadable: Bool {
    var request = pollfd(fd: readingEnd, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 1
  }

  /// Writes until it takes no byte more; how many it took. Its writing end is blocking before and after.
  func fill() -> Int {
    let flags = fcntl(writingEnd, F_GETFL)
    _ = fcntl(writingEnd, F_SETFL, flags | O_NONBLOCK)
    defer { _ = fcntl(writingEnd, F_SETFL, flags) }
    var total = 0
    for size in [4096, 1] {
      let bytes = [UInt8](repeating: 0x20, count: size)
      while case let count = write(writingEnd, bytes, size), count > 0 { total += count }
    }
    return total
  }

  func closeReading() { close(readingEnd) }
  func closeWriting() { close(writingEnd) }

  static func setNonBlocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }
  static func isNonBlocking(_ descriptor: Int32) -> Bool { fcntl(descriptor, F_GETFL) & O_NONBLOCK != 0 }
}
