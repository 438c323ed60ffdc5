// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "lenet",
  platforms: [.macOS(.v26)],
  targets: [
    // MARK: - Implementation, from the ground up
    .target(name: "LeNetElementary", swiftSettings: strict),
    .target(name: "LeNetRandom", swiftSettings: strict),

    // MARK: - Tests
    .testTarget(
      name: "LeNetElementaryTests", dependencies: ["LeNetElementary", "LeNetRandom"],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetRandomTests", dependencies: ["LeNetRandom"], swiftSettings: strict),
  ]
)
