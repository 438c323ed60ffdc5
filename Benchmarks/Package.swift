// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "lenet-benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "lenet", path: "..")],
  targets: [
    .executableTarget(
      name: "TrainingSpeed", dependencies: [.product(name: "LeNet", package: "lenet")],
      swiftSettings: [.treatAllWarnings(as: .error)])
  ]
)
