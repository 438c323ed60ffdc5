// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// The kernels, once for each instruction set: the same sources, reached by symbolic links.
///
/// Unchecked arithmetic in every configuration: overflow checks stop the loops from being unrolled
/// (four times slower), and a square root that might set errno is taken lane by lane. Only kernels
/// are built so.
func kernels(_ name: String, define: String, processor: [String] = []) -> Target {
  .target(
    name: name,
    dependencies: ["KernelTypes"],
    swiftSettings: strict + [
      .define(define),
      .unsafeFlags(
        ["-Ounchecked", "-Xcc", "-fno-math-errno"] + processor.flatMap { ["-Xcc", $0] }),
      // As release builds do, so that kernels are specialized across files.
      .unsafeFlags(["-wmo", "-num-threads", "1"], .when(configuration: .debug)),
    ])
}

#if arch(x86_64)
let instructionSets: [Target] = [
  kernels("KernelsBase", define: "KERNELS_BASE"),
  kernels("KernelsAVX2", define: "KERNELS_AVX2", processor: ["-mavx2", "-mfma"]),
  kernels(
    "KernelsAVX512", define: "KERNELS_AVX512",
    processor: [
      "-mavx512f", "-mavx512vl", "-mavx512dq", "-mavx512bw", "-mfma",
      "-mprefer-vector-width=512",
    ]),
]
#else
let instructionSets: [Target] = [kernels("KernelsBase", define: "KERNELS_BASE")]
#endif

let package = Package(
  name: "lenet",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "LeNet", targets: ["LeNet"]),
    .library(name: "LeNetVision", targets: ["LeNetVision"]),
    .executable(name: "lenet", targets: ["LeNetCommand"]),
  ],
  dependencies: [
    // The tests compare whole help texts, whose layout is this library's.
    .package(
      url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
  ],
  targets: [
    // MARK: - Public API
    .target(
      name: "LeNet",
      dependencies: [
        "LeNetEvaluation", "LeNetGraphics", "LeNetDrawing",
        "LeNetCatalog", "LeNetData", "LeNetEngine", "LeNetFetching", "LeNetFiles",
        "LeNetInspection", "LeNetModel", "LeNetText", "LeNetTraining",
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetVision",
      dependencies: ["LeNetEngine", "LeNetGraphics", "LeNetImages", "LeNetModel", "LeNetReading"],
      swiftSettings: strict),
    .executableTarget(
      name: "LeNetCommand",
      // Those that LeNet brings along too: otherwise a change of theirs would not recompile it.
      dependencies: [
        "LeNetEvaluation", "LeNetGraphics",
        "LeNet", "LeNetArchives", "LeNetBenchmark", "LeNetCatalog", "LeNetData", "LeNetEngine",
        "LeNetFetching", "LeNetFiles", "LeNetImages", "LeNetInspection", "LeNetModel",
        "LeNetDrawing", "LeNetReading", "LeNetText", "LeNetTraining",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: - Implementation, from the ground up
    .target(name: "LeNetElementary", swiftSettings: strict),
    .target(name: "LeNetRandom", swiftSettings: strict),
    .target(name: "LeNetText", swiftSettings: strict),
    .target(name: "LeNetFiles", dependencies: ["LeNetText"], swiftSettings: strict),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"]), .brew(["bzip2"])]),
    .target(
      name: "LeNetArchives", dependencies: ["CBzip2", "CZlib", "LeNetFiles"], swiftSettings: strict),
    .target(
      name: "LeNetModel", dependencies: ["LeNetFiles", "LeNetRandom", "LeNetText"],
      swiftSettings: strict),
    .target(name: "KernelTypes", swiftSettings: strict),
    .target(name: "CParallelFor"),
    .target(name: "CProcessor"),
    .target(
      name: "LeNetKernels",
      dependencies: ["CParallelFor", "CProcessor", "KernelTypes"]
        + instructionSets.map { .target(name: $0.name) },
      swiftSettings: strict),
    .target(
      name: "LeNetEngine",
      dependencies: [
        "LeNetText",
        "KernelTypes", "LeNetElementary", "LeNetKernels", "LeNetModel", "LeNetRandom",
      ],
      swiftSettings: strict),
    .target(name: "CVips"),
    .target(
      name: "LeNetImages",
      dependencies: ["CVips", "LeNetElementary", "LeNetFiles", "LeNetModel", "LeNetText"],
      swiftSettings: strict),
    .target(
      name: "LeNetCatalog",
      dependencies: [
        "LeNetFiles", "LeNetModel", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(name: "CMNIST"),
    .target(
      name: "LeNetData",
      dependencies: [
        "CMNIST", "KernelTypes", "LeNetArchives", "LeNetCatalog", "LeNetElementary", "LeNetFiles",
        "LeNetImages", "LeNetKernels", "LeNetModel", "LeNetRandom", "LeNetText",
      ],
      swiftSettings: strict),
    .target(name: "CCurl"),
    .target(
      name: "LeNetFetching",
      dependencies: [
        "CCurl", "LeNetArchives", "LeNetCatalog", "LeNetData", "LeNetFiles", "LeNetModel",
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetInspection",
      dependencies: [
        "LeNetCatalog", "LeNetData", "LeNetElementary", "LeNetFiles", "LeNetImages", "LeNetModel",
        "LeNetRandom", "LeNetText",
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetEvaluation",
      dependencies: ["LeNetData", "LeNetElementary", "LeNetEngine", "LeNetModel", "LeNetText"],
      swiftSettings: strict),
    .target(
      name: "LeNetTraining",
      dependencies: [
        "LeNetCatalog", "LeNetData", "LeNetElementary", "LeNetEngine", "LeNetEvaluation",
        "LeNetFiles", "LeNetModel", "LeNetRandom", "LeNetText",
      ],
      swiftSettings: strict),
    .target(name: "CReaderModel"),
    .target(
      name: "LeNetGraphics", dependencies: ["CZlib", "LeNetModel", "LeNetText"],
      swiftSettings: strict),
    .target(
      name: "LeNetReading",
      dependencies: [
        "CReaderModel", "LeNetElementary", "LeNetEngine", "LeNetGraphics", "LeNetImages",
        "LeNetModel", "LeNetText",
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetPhotos",
      dependencies: ["LeNetElementary", "LeNetFiles", "LeNetImages", "LeNetModel", "LeNetRandom"],
      swiftSettings: strict),
    .executableTarget(
      name: "PhotoCommand",
      dependencies: [
        "LeNetEvaluation", "LeNetGraphics",
        "LeNetArchives", "LeNetCatalog", "LeNetFetching", "LeNetFiles", "LeNetInspection",
        "LeNetText",
        "LeNetData", "LeNetElementary", "LeNetImages", "LeNetModel", "LeNetPhotos", "LeNetDrawing",
        "LeNetRandom", "LeNetReading",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetDrawing",
      dependencies: [
        "LeNetCatalog", "LeNetData", "LeNetElementary", "LeNetEngine", "LeNetEvaluation",
        "LeNetFiles", "LeNetGraphics", "LeNetModel", "LeNetText", "LeNetTraining",
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetBenchmark",
      dependencies: [
        "LeNetEvaluation",
        "KernelTypes", "LeNetData", "LeNetEngine", "LeNetKernels", "LeNetModel", "LeNetTraining",
      ],
      swiftSettings: strict),

    // MARK: - Tests
    .target(
      name: "LeNetTestSupport",
      dependencies: [
        "LeNetEvaluation",
        "CBzip2", "CZlib", "LeNetArchives", "LeNetCatalog", "LeNetFetching", "LeNetFiles",
        "LeNetImages", "LeNetInspection", "LeNetText", "LeNetEngine", "LeNetModel", "LeNetRandom",
        "LeNetTraining",
      ],
      path: "Tests/LeNetTestSupport", swiftSettings: strict),
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .testTarget(
      name: "LeNetElementaryTests", dependencies: ["LeNetElementary", "LeNetRandom"],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetRandomTests", dependencies: ["LeNetRandom"], swiftSettings: strict),
    .testTarget(
      name: "LeNetModelTests",
      dependencies: [
        "LeNetArchives", "LeNetCatalog", "LeNetFetching", "LeNetFiles", "LeNetImages",
        "LeNetInspection", "LeNetText", "LeNetModel", "LeNetRandom", "LeNetTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetKernelsTests", dependencies: ["KernelTypes", "LeNetKernels", "LeNetRandom"],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetEngineTests",
      dependencies: [
        "LeNetArchives", "LeNetCatalog", "LeNetFetching", "LeNetFiles", "LeNetImages",
        "LeNetInspection", "LeNetText", "LeNetEngine", "LeNetModel", "LeNetTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetDataTests",
      dependencies: [
        "LeNetArchives", "LeNetCatalog", "LeNetFetching", "LeNetFiles", "LeNetImages",
        "LeNetInspection", "LeNetText", "LeNetData", "LeNetModel", "LeNetRandom",
        "LeNetTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetImagesTests",
      dependencies: [
        "LeNetArchives", "LeNetCatalog", "LeNetFetching", "LeNetFiles", "LeNetInspection",
        "LeNetText", "LeNetData", "LeNetImages", "LeNetModel",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetDrawingTests",
      dependencies: [
        "LeNetEvaluation", "LeNetGraphics",
        "LeNetArchives", "LeNetCatalog", "LeNetFetching", "LeNetFiles", "LeNetImages",
        "LeNetInspection", "LeNetText",
        "LeNetData", "LeNetModel", "LeNetDrawing", "LeNetRandom", "LeNetTestSupport",
        "LeNetTraining",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetReadingTests",
      dependencies: [
        "LeNetEvaluation", "LeNetGraphics",
        "LeNetArchives", "LeNetCatalog", "LeNetFetching", "LeNetFiles", "LeNetInspection",
        "LeNetText",
        "LeNetData", "LeNetImages", "LeNetModel", "LeNetPhotos", "LeNetRandom", "LeNetReading",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetTrainingTests",
      dependencies: [
        "LeNetEvaluation",
        "LeNetArchives", "LeNetCatalog", "LeNetFetching", "LeNetFiles", "LeNetImages",
        "LeNetInspection", "LeNetText",
        "CAllocationCount", "LeNet", "LeNetData", "LeNetEngine", "LeNetModel", "LeNetTestSupport",
        "LeNetTraining",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetCommandTests",
      dependencies: [
        "LeNetEvaluation", "LeNetGraphics",
        "LeNetArchives", "LeNetCatalog", "LeNetFetching", "LeNetFiles", "LeNetInspection",
        "LeNetText",
        "LeNet", "LeNetBenchmark", "LeNetCommand", "LeNetData", "LeNetImages", "LeNetModel",
        "LeNetRandom", "LeNetTestSupport", "LeNetTraining",
      ],
      exclude: ["Snapshots"], swiftSettings: strict),
  ] + instructionSets
)
