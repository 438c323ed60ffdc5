// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A package of your own names the repository's address instead of a path.
let leNet = Target.Dependency.product(name: "LeNet", package: "lenet")
let leNetVision = Target.Dependency.product(name: "LeNetVision", package: "lenet")

let package = Package(
  name: "lenet-examples",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "lenet", path: "..")],
  targets: [
    .executableTarget(name: "TrainFromArrays", dependencies: [leNet], swiftSettings: strict),
    .executableTarget(name: "OwnArchitecture", dependencies: [leNet], swiftSettings: strict),
    .executableTarget(name: "OwnLoop", dependencies: [leNet], swiftSettings: strict),
    .executableTarget(name: "ReadPictures", dependencies: [leNetVision], swiftSettings: strict),
  ])

// The code of the articles, which Scripts/check-snippets writes to Articles before it sets this variable.
if Context.environment["LENET_SNIPPETS"] != nil {
  package.targets.append(
    .target(
      name: "Snippets", dependencies: [leNet, leNetVision], path: "Articles", swiftSettings: strict)
  )
}
