import JSONRPC
import Sidecar

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where the params of a one-shot call come from.
///
/// From the file that is named; from standard input for `-`, or for no file where the method cannot do without params.
/// Otherwise standard input is left alone: a method that needs nothing must neither wait for whoever holds the other
/// end of a pipe, nor take the lines of a loop that it stands in.
struct CallParams {
  struct Input {
    var bytes: [UInt8] = []
    /// What messages call it.
    var name = "params"
    /// Nothing was given, which is not the same as an empty file.
    var isNone = false
    /// A line to say after the call, if there is a reason then.
    var hint: (() -> String?)?
  }

  let method: String
  let file: String?
  let maximumBytes: Int

  func read() throws(Arguments.Misuse) -> Input {
    if let file {
      guard file != "-" else { return Input(bytes: try read(0, "standard input"), name: "standard input") }
      let descriptor = open(file, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw unreadable(file, errno) }
      defer { close(descriptor) }
      return Input(bytes: try read(descriptor, file), name: file)
    }
    let specification = MethodSpecification.all.first { $0.name == method }
    guard specification?.needsParams == true else {
      let takesParams = specification?.takesParams == true
      return Input(isNone: true, hint: takesParams ? { Self.isInputWaiting ? unread : nil } : nil)
    }
    guard !StandardStreams.isTerminal(0) else {
      throw Arguments.Misuse(message: "\(method) needs params: name a file, pipe them in, or type them after \"-\"")
    }
    let bytes = try read(0, "standard input")
    let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    return Input(bytes: bytes, name: "standard input", isNone: isBlank)
  }

  private var unread: String {
    "note: standard input was not read; with params from it: flow-sidecar call \(method) -\n"
  }

  /// Whether somebody has put something there: into a pipe, or with a file that nobody has begun to read.
  private static var isInputWaiting: Bool {
    var status = stat()
    guard fstat(0, &status) == 0 else { return false }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return status.st_size > 0 && lseek(0, 0, SEEK_CUR) == 0
    case S_IFIFO:
      var request = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      return poll(&request, 1, 0) == 1 && request.revents & Int16(POLLIN) != 0
    default: return false
    }
  }

  private func read(_ descriptor: Int32, _ name: String) throws(Arguments.Misuse) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      switch chunk.withUnsafeMutableBytes({ Descriptor.read(descriptor, into: $0) }) {
      case .bytes(let count): bytes += chunk[..<count]
      case .end: return bytes
      case .failed(let number): throw unreadable(name, number)
      }
      guard bytes.count <= maximumBytes else {
        throw Arguments.Misuse(message: "\(name) is longer than \(maximumBytes) bytes (--max-message-bytes)")
      }
    }
  }

  private func unreadable(_ name: String, _ number: Int32) -> Arguments.Misuse {
    Arguments.Misuse(message: "\(name) cannot be read: \(String(cString: strerror(number)))")
  }
}
