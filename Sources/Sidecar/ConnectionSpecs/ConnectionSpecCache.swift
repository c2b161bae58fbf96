package import FlowService
import JSON
import JSONRPC

/// The connection specs that Flow Service answered with, kept in files between one process and the next.
///
/// One file for each spec, below a folder for each service and organisation. Files are only ever replaced whole, by
/// renaming, so any number of processes can share them; one that is damaged, or not what it should be, counts as absent.
/// Nothing in them is secret, but nobody else is to write them. All calls may take as long as the disk takes.
package struct ConnectionSpecCache: Sendable {
  /// What a file holds.
  struct Copy: Sendable {
    /// The connection spec, alone in its document.
    var document: JSONDocument
    /// The entity tag that the service gave with it.
    var etag: String?
    /// When the service last said that this is it, in milliseconds since 1970.
    var fetchedAt: Int64
  }

  /// The folder of one service and organisation.
  package let folder: String
  private let service: String

  /// Written into every file; another number is another format.
  private static let format = 1
  /// A file beyond this is none of ours.
  private static let longestFile = 8 << 20

  /// The cache of that service and organisation; nil where there is no place for one.
  ///
  /// It is below `XDG_CACHE_HOME`, or `.cache` in `HOME` (XDG Base Directory Specification 0.8); a relative path counts
  /// as none, as the specification says.
  package init?(environment: [String: String], configuration: FlowServiceConfiguration) {
    guard let organisation = configuration.orgID, let base = Self.base(environment) else { return nil }
    service = configuration.baseURL + " " + organisation
    folder = "\(base)/flow-sidecar/connection-specs/\(Self.folderName(service))"
  }

  private static func base(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder }
    if let home = environment["HOME"], home.hasPrefix("/") { return home == "/" ? "/.cache" : home + "/.cache" }
    return nil
  }

  /// As it is where that is short enough for a file system, else cut and told apart by a hash.
  private static func folderName(_ service: String) -> String {
    let name = percentEncoded(service)
    guard name.utf8.count > 200 else { return name }
    return "\(name.prefix(160))-\(Checksum.text(Array(service.utf8)))"
  }

  private func path(_ id: String) -> String { "\(folder)/\(id).json" }

  // MARK: Reading

  /// The copy of the connection spec of that id, a UUID in lower case; nil if there is none that can be used.
  func load(_ id: String) -> Copy? {
    guard let bytes = PrivateFile.read(path(id), limit: Self.longestFile), let root = try? JSONDocument(bytes).root,
      root["format"]?.integer == Self.format, root["service"]?.string == service,
      let fetchedAt = root["fetchedAt"]?.integer, let spec = root["spec"], spec.kind == .object,
      spec["id"]?.string?.lowercased() == id
    else { return nil }
    let text = spec.rawBytes
    guard root["checksum"]?.string == Checksum.text(text), let document = try? JSONDocument(text) else { return nil }
    return Copy(document: document, etag: root["etag"]?.string, fetchedAt: Int64(fetchedAt))
  }

  // MARK: Writing

  /// Keeps a copy in place of an earlier one; why it could not, if so.
  func save(_ copy: Copy, _ id: String) -> String? {
    var text = JSONWriter()
    text.value(copy.document.root)
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("format", Self.format)
    writer.member("service", service)
    writer.member("fetchedAt", copy.fetchedAt)
    writer.member("etag", ifPresent: copy.etag)
    writer.member("checksum", Checksum.text(text.bytes))
    writer.name("spec")
    writer.raw(text.bytes)
    writer.endObject()
    guard writer.count <= Self.longestFile else { return "it is too long" }
    return PrivateFile.write(writer.bytes + [0x0A], to: path(id))
  }
}

/// A checksum against damage, not against anybody (FNV-1a, 64 bits).
private enum Checksum {
  static func text(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
