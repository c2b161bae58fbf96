import FlowService
import JSON
import JSONRPC

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reads the file of `--config`. It holds secrets, so nobody but its owner may be able to read it.
enum ConfigFile {
  static func variables(_ path: String) -> Result<[String: String], Arguments.Misuse> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return refusal(path, "cannot be read: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return refusal(path, "is not a regular file")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      return refusal(path, "belongs to another user")
    }
    guard status.st_mode & 0o077 == 0 else {
      return refusal(path, "can be read by others; run: chmod 600 \(path)")
    }
    guard let bytes = read(descriptor) else { return refusal(path, "cannot be read, or is longer than 1 MiB") }
    do throws(JSONParseError) {
      let variables = ConfigurationFile.variables(in: try JSONDocument(bytes))
      return variables.isEmpty ? refusal(path, "has none of the members that are known") : .success(variables)
    } catch {
      return refusal(path, "is not JSON: \(error)")
    }
  }

  private static func read(_ descriptor: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 * 1024)
    while bytes.count <= 1024 * 1024 {
      switch chunk.withUnsafeMutableBytes({ Descriptor.read(descriptor, into: $0) }) {
      case .bytes(let count): bytes += chunk[..<count]
      case .end: return bytes
      case .failed: return nil
      }
    }
    return nil
  }

  private static func refusal(_ path: String, _ reason: String) -> Result<[String: String], Arguments.Misuse> {
    .failure(Arguments.Misuse(message: "the file of --config, \(path), \(reason)"))
  }
}
