import FlowService
import Foundation
import JSON
import TestSupport
import Testing

@testable import Sidecar

@Suite("Connection specs kept on disk", .blockingSpecTests, .timeLimit(.minutes(1)))
struct SpecCacheTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func bench(_ specs: @escaping SpecBench.Specs, ahead: Duration = .zero) throws -> SpecBench {
    let path = scratch.path
    return try SpecBench(specs) {
      $0.environment = ["XDG_CACHE_HOME": path]
      $0.ahead = ahead
    }
  }

  private static let tagged = LoopbackAnswer.json(200, SpecText.live, headers: [("ETag", "\"v1\"")])

  /// A folder in which the spec has just been kept.
  private func fill() throws {
    #expect(try bench { _ in Self.tagged }.validate(SpecText.body()).result["spec"]?["origin"]?.string == "live")
  }

  private var file: String { get throws { try #require(scratch.files().first) } }

  @Test("Another process has it from there, without a request")
  func reuse() throws {
    try fill()
    let other = try bench { _ in .json(500, "{}") }
    let found = try other.validate(SpecText.body()).result
    #expect(found["spec"]?["origin"]?.string == "cache")
    #expect((0..<60_000).contains(try #require(found["spec"]?["ageMs"]?.integer)))
    #expect(try other.validate(SpecText.body()).atOnce)
    #expect(other.server.connectionCount == 0)
  }

  @Test("The file is for its owner only, in the place that the specification gives it, and holds no credential")
  func place() throws {
    try fill()
    let folder = "\(scratch.path)/flow-sidecar/connection-specs/https%3A%2F%2Fflow.test%20ORG%40AdobeOrg"
    #expect(scratch.files() == ["\(folder)/\(SpecBench.salesforce).json"])
    let manager = FileManager.default
    #expect(try manager.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    for path in [folder, "\(scratch.path)/flow-sidecar/connection-specs", "\(scratch.path)/flow-sidecar"] {
      #expect(try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o700)
    }
    #expect(!(try String(contentsOfFile: file, encoding: .utf8)).contains("canary"))
  }

  @Test("After a day the service is asked whether it is still the same")
  func revalidate() throws {
    try fill()
    let other = try bench(
      { request in
        request[header: "If-None-Match"] == "\"v1\"" ? .status(304, headers: [("ETag", "\"v1\"")]) : .json(500, "{}")
      }, ahead: .seconds(25 * 3600))
    let found = try other.validate(SpecText.body()).result
    #expect(found["spec"]?["origin"]?.string == "live")
    #expect(other.fetches.count == 1)
    // What was said to be the same is young again, for everybody.
    let third = try bench({ _ in .json(500, "{}") }, ahead: .seconds(26 * 3600))
    #expect(try third.validate(SpecText.body()).result["spec"]?["origin"]?.string == "cache")
    #expect(third.fetches.isEmpty)
  }

  @Test("A new version takes the place of the old one")
  func replace() throws {
    try fill()
    let new = SpecText.item(#"{"name":"New","spec":{"type":"object"}}"#)
    let other = try bench({ _ in .json(200, new, headers: [("ETag", "\"v2\"")]) }, ahead: .seconds(25 * 3600))
    #expect(try other.validate(SpecText.body("New", "{}")).result["valid"]?.boolean == true)
    let third = try bench({ _ in .json(500, "{}") }, ahead: .seconds(26 * 3600))
    let found = try third.validate(SpecText.body("New", "{}")).result
    #expect(found["valid"]?.boolean == true)
    #expect(found["spec"]?["origin"]?.string == "cache")
    #expect(scratch.files().count == 1)
  }

  @Test("An old copy is better than none", arguments: [403, 404, 500, 503])
  func stale(_ status: Int) throws {
    try fill()
    let other = try bench({ _ in .json(status, "{}") }, ahead: .seconds(100 * 3600))
    let found = try other.validate(SpecText.body()).result
    #expect(found["spec"]?["origin"]?.string == "cache")
    #expect(try #require(found["spec"]?["ageMs"]?.integer) >= 100 * 3600 * 1000)
    let next = try other.validate(SpecText.body())
    #expect(next.atOnce)
    #expect(next.result["spec"]?["origin"]?.string == "cache")
  }

  @Test("A copy from the future is not trusted to be young")
  func future() throws {
    #expect(
      try bench({ _ in Self.tagged }, ahead: .seconds(3600)).validate(SpecText.body()).result["valid"]?.boolean == true)
    let other = try bench { _ in .json(200, SpecText.live) }
    #expect(try other.validate(SpecText.body()).result["spec"]?["origin"]?.string == "live")
  }

  @Test("An entity tag that could not be sent back is not kept")
  func oddTag() throws {
    _ = try bench { _ in .json(200, SpecText.live, headers: [("ETag", "a b")]) }.validate(SpecText.body())
    #expect(try JSONDocument(Array(Data(contentsOf: URL(fileURLWithPath: file)))).root["etag"] == nil)
  }

  // MARK: Damage

  private static let damages: [String] = [
    "empty", "cut", "not JSON", "byte", "other service", "other id", "other format", "spec is no object", "open to all",
    "link", "folder", "fifo", "binary",
  ]

  @Test("A damaged file counts as absent, and is replaced", arguments: damages)
  func damaged(_ damage: String) throws {
    try fill()
    let path = try file
    let good = try String(contentsOfFile: path, encoding: .utf8)
    let manager = FileManager.default
    func put(_ text: String) throws { try text.write(toFile: path, atomically: false, encoding: .utf8) }
    switch damage {
    case "empty": try put("")
    case "cut": try put(String(good.prefix(good.count / 2)))
    case "not JSON": try put("<html>")
    case "byte": try put(good.replacingOccurrences(of: "includeDeletedObjects", with: "includeDeletedObjectz"))
    case "other service": try put(good.replacingOccurrences(of: "flow.test", with: "flow.tess"))
    case "other id":
      try put(good.replacingOccurrences(of: SpecBench.salesforce, with: SpecBench.salesforce.uppercased()))
    case "other format": try put(good.replacingOccurrences(of: #""format":1"#, with: #""format":2"#))
    case "spec is no object":
      try put(#"{"format":1,"service":"https://flow.test ORG@AdobeOrg","fetchedAt":1,"spec":7}"#)
    case "open to all": try manager.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
    case "link":
      try manager.moveItem(atPath: path, toPath: path + ".moved")
      try manager.createSymbolicLink(atPath: path, withDestinationPath: path + ".moved")
    case "folder":
      try manager.removeItem(atPath: path)
      try manager.createDirectory(atPath: path, withIntermediateDirectories: false)
    case "fifo":
      try manager.removeItem(atPath: path)
      #expect(mkfifo(path, 0o600) == 0)
    default: try Data([0xFF, 0x00, 0xFE]).write(to: URL(fileURLWithPath: path))
    }
    let other = try bench { _ in Self.tagged }
    #expect(try other.validate(SpecText.body()).result["spec"]?["origin"]?.string == "live")
    #expect(other.fetches.count == 1)
    #expect(other.fetches.first?[header: "If-None-Match"] == nil)
    // Nothing can be put in the place of a folder.
    guard damage != "folder" else { return }
    let third = try bench { _ in .json(500, "{}") }
    #expect(try third.validate(SpecText.body()).result["spec"]?["origin"]?.string == "cache")
    #expect(try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
  }

  // MARK: No place

  @Test("Without a place to keep it in it is kept in memory", arguments: ["/dev/null/below-a-file", "/proc/none"])
  func noPlace(_ folder: String) throws {
    let bench = try SpecBench({ _ in .json(200, SpecText.live) }) { $0.environment = ["XDG_CACHE_HOME": folder] }
    #expect(try bench.validate(SpecText.body()).result["spec"]?["origin"]?.string == "live")
    #expect(try bench.validate(SpecText.body()).result["spec"]?["origin"]?.string == "cache")
    #expect(bench.fetches.count == 1)
  }

  @Test("The place follows from the environment")
  func environment() throws {
    let configuration = FlowServiceConfiguration(baseURL: "https://flow.test", orgID: "ORG@AdobeOrg")
    func folder(_ environment: [String: String]) -> String? {
      ConnectionSpecCache(environment: environment, configuration: configuration)?.folder
    }
    let tail = "/flow-sidecar/connection-specs/https%3A%2F%2Fflow.test%20ORG%40AdobeOrg"
    #expect(folder(["XDG_CACHE_HOME": "/x", "HOME": "/h"]) == "/x" + tail)
    #expect(folder(["HOME": "/h"]) == "/h/.cache" + tail)
    #expect(folder(["HOME": "/"]) == "/.cache" + tail)
    #expect(folder(["XDG_CACHE_HOME": "", "HOME": "/h"]) == "/h/.cache" + tail)
    #expect(folder(["XDG_CACHE_HOME": "x", "HOME": "/h"]) == "/h/.cache" + tail)
    #expect(folder([:]) == nil)
    #expect(folder(["HOME": "h"]) == nil)
    #expect(
      ConnectionSpecCache(environment: ["HOME": "/h"], configuration: FlowServiceConfiguration()) == nil)
    // A file system takes 255 bytes for a name.
    let long = ConnectionSpecCache(
      environment: ["HOME": "/h"],
      configuration: FlowServiceConfiguration(
        baseURL: "https://\(String(repeating: "a", count: 300)).test", orgID: "ORG@AdobeOrg"))
    #expect(try #require(long?.folder.split(separator: "/").last).utf8.count <= 200)
  }

  @Test("Any number of writers and readers share a folder: nobody ever reads half a file")
  func sharing() throws {
    let path = scratch.path
    let configuration = FlowServiceConfiguration(baseURL: "https://flow.test", orgID: "ORG@AdobeOrg")
    let cache = try #require(ConnectionSpecCache(environment: ["XDG_CACHE_HOME": path], configuration: configuration))
    let texts = (0..<2).map { number in
      let filler = String(repeating: "\(number)", count: 200_000 * (number + 1))
      return #"{"id":"\#(SpecBench.salesforce)","name":"\#(filler)"}"#
    }
    let documents = try texts.map { try JSONDocument($0) }
    #expect(
      cache.save(.init(document: documents[0], etag: nil, fetchedAt: 0), SpecBench.salesforce) == nil)
    let group = DispatchGroup()
    let absent = Counter()
    for worker in 0..<8 {
      DispatchQueue.global().async(group: group) {
        for round in 0..<50 {
          if worker < 4 {
            let number = (worker + round) % 2
            let copy = ConnectionSpecCache.Copy(document: documents[number], etag: nil, fetchedAt: Int64(number))
            if cache.save(copy, SpecBench.salesforce) != nil { absent.increase() }
          } else if let copy = cache.load(SpecBench.salesforce) {
            if copy.document.byteCount != documents[Int(copy.fetchedAt)].byteCount { absent.increase() }
          } else {
            absent.increase()
          }
        }
      }
    }
    group.wait()
    #expect(absent.count == 0)
    // Nothing is left over but the one file.
    #expect(scratch.files().count == 1)
  }
}

private final class Counter: @unchecked Sendable {
  // Sound: touched under the lock only.
  private var value = 0
  private let lock = NSLock()

  func increase() { lock.withLock { value += 1 } }
  var count: Int { lock.withLock { value } }
}
