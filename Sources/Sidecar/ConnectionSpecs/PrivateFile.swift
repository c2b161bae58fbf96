import JSONRPC
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Files that only their owner reads and writes.
enum PrivateFile {
  /// All of a file; nil if it cannot be read, is longer, or was not written by this user.
  static func read(_ path: String, limit: Int) -> [UInt8]? {
    // O_NONBLOCK: opening a FIFO would wait for whoever writes it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & 0o022 == 0, status.st_size <= limit
    else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while bytes.count <= limit {
      switch chunk.withUnsafeMutableBytes({ Descriptor.read(descriptor, into: $0) }) {
      case .bytes(let count): bytes += chunk[..<count]
      case .end: return bytes
      case .failed: return nil
      }
    }
    return nil
  }

  /// Puts a file in place of the one at that path, at once and whole, making the folders that lead there; why it could
  /// not, if so. Whoever reads the path meanwhile gets the old file or the new one.
  static func write(_ bytes: [UInt8], to path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return "it has no folder" }
    if let number = makeFolders(String(path[..<slash])) { return words(number) }
    // A name for each process and write. What is left behind by a process that was killed is overwritten one day.
    let number = writes.add(1, ordering: .relaxed).newValue
    let temporary = "\(path).\(getpid()).\(number).tmp"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return words(errno) }
    let failure = writeAll(descriptor, bytes)
    close(descriptor)
    if failure == nil, rename(temporary, path) == 0 { return nil }
    let reason = failure ?? errno
    unlink(temporary)
    return words(reason)
  }

  private static let writes = Atomic<Int>(0)

  private static func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Darwin)
        let count = rest.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
      #else
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      #endif
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }

  /// Makes a folder and those that lead to it; the error number if it cannot.
  private static func makeFolders(_ folder: String) -> Int32? {
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { return nil }
    guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return errno }
    if let number = makeFolders(String(folder[..<slash])) { return number }
    return mkdir(folder, 0o700) == 0 || errno == EEXIST ? nil : errno
  }

  private static func words(_ number: Int32) -> String { String(cString: strerror(number)) }
}
