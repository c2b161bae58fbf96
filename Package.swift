// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// An async function runs where its caller does, unless it says otherwise: a call of Flow Service then stays on the
// event loop instead of asking at each step where to go on.
let programSettings = settings + [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]

// What Swift's runtime needs of C++ (libstdc++, and libgcc_s for exceptions) is linked into a release, as the runtime is
// with `--static-swift-stdlib`: to find, load and bind it is a sixth of the start (Tests/Benchmarks/README.md).
let programLinking: [LinkerSetting] = [
  .unsafeFlags(
    ["-L\(Context.packageDirectory)/Sources/flow-sidecar/Linking", "-Xclang-linker", "-static-libgcc"],
    .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "flow-sidecar",
  products: [
    .executable(name: "flow-sidecar", targets: ["flow-sidecar"]),
    .library(name: "JSONSchema", targets: ["JSON", "JSONSchema"]),
  ],
  targets: [
    // The program, from the top layer down. An arrow never points up.
    .executableTarget(
      name: "flow-sidecar",
      dependencies: ["FlowService", "FlowServiceSimulator", "JSON", "JSONRPC", "Sidecar"],
      exclude: ["Linking"], swiftSettings: programSettings, linkerSettings: programLinking),
    .target(
      name: "Sidecar", dependencies: ["FlowService", "JSON", "JSONRPC", "JSONSchema", "ProtocolDocuments"],
      swiftSettings: programSettings),
    .target(name: "FlowServiceSimulator", dependencies: ["FlowService", "JSON"], swiftSettings: programSettings),
    .target(name: "JSONRPC", dependencies: ["JSON"], swiftSettings: programSettings),
    .target(name: "FlowService", dependencies: ["CCurl", "JSON"], swiftSettings: programSettings),
    .target(name: "JSONSchema", dependencies: ["JSON"], swiftSettings: programSettings),
    .target(name: "JSON", swiftSettings: programSettings),
    .target(name: "CCurl"),
    .target(name: "ProtocolDocuments"),

    // What the tests share, and the tests.
    .target(
      name: "TestSupport", dependencies: ["FlowService", "JSON"], path: "Tests/TestSupport", swiftSettings: settings),
    .executableTarget(
      name: "schema-harness", dependencies: ["JSON", "JSONSchema"], path: "Tests/schema-harness",
      swiftSettings: settings),
    .target(
      name: "FuzzTargets",
      dependencies: ["FlowService", "FlowServiceSimulator", "JSON", "JSONRPC", "JSONSchema", "Sidecar"],
      path: "Tests/Fuzzing/Targets", swiftSettings: settings),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "JSONSchemaTests", dependencies: ["JSON", "JSONSchema", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "JSONRPCTests", dependencies: ["JSON", "JSONRPC", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "FlowServiceTests", dependencies: ["FlowService", "FlowServiceSimulator", "JSON", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "SidecarTests",
      dependencies: [
        "FlowService", "FlowServiceSimulator", "JSON", "JSONRPC", "JSONSchema", "ProtocolDocuments", "Sidecar",
        "TestSupport",
      ], swiftSettings: settings),
    .testTarget(
      name: "ProcessTests", dependencies: ["flow-sidecar", "JSON", "JSONSchema", "TestSupport"],
      exclude: ["Drivers"], swiftSettings: settings),
  ],
  cLanguageStandard: .c2x
)

// Only Tests/Fuzzing/run builds it: it needs what `--sanitize fuzzer` links.
if Context.environment["FLOW_SIDECAR_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/Driver",
      swiftSettings: settings))
}
