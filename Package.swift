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
    .executable(name: "lenet", targets: ["LeNetProgram"]),
  ],
  dependencies: [
    // The tests compare whole help texts, whose layout is this library's.
    .package(
      url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2"))
  ],
  targets: [
    // MARK: - Public API
    .target(
      name: "LeNet",
      dependencies: [
        "LeNetArchives", "LeNetCatalog", "LeNetData", "LeNetDrawing", "LeNetEngine",
        "LeNetEvaluation", "LeNetFetching", "LeNetFiles", "LeNetGraphics", "LeNetInspection",
        "LeNetModel", "LeNetText", "LeNetTraining",
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetVision",
      dependencies: ["LeNetEngine", "LeNetGraphics", "LeNetImages", "LeNetModel", "LeNetReading"],
      swiftSettings: strict),
    .executableTarget(
      name: "LeNetProgram", dependencies: ["LeNetCommand"], swiftSettings: strict),
    .target(
      name: "LeNetCommand",
      // Those that LeNet brings along too: otherwise a change of theirs would not recompile it.
      dependencies: [
        "CArguments", "LeNet", "LeNetBenchmark", "LeNetCatalog", "LeNetData", "LeNetDrawing",
        "LeNetEngine", "LeNetEvaluation", "LeNetExport", "LeNetFetching", "LeNetFiles",
        "LeNetGraphics", "LeNetImages", "LeNetImport", "LeNetInspection", "LeNetKernels",
        "LeNetModel",
        "LeNetReading", "LeNetText", "LeNetThreads", "LeNetTraining",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // MARK: - Implementation, from the ground up
    .target(name: "LeNetElementary", swiftSettings: strict),
    .target(name: "LeNetRandom", swiftSettings: strict),
    .target(name: "LeNetText", swiftSettings: strict),
    .target(name: "LeNetThreads", swiftSettings: strict),
    .target(name: "CMapping"),
    .target(name: "LeNetFiles", dependencies: ["CMapping"], swiftSettings: strict),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"]), .brew(["bzip2"])]),
    .target(
      name: "LeNetArchives",
      dependencies: ["CBzip2", "CZlib", "LeNetFiles"], swiftSettings: strict),
    .target(
      name: "LeNetModel",
      dependencies: ["LeNetFiles", "LeNetRandom", "LeNetText"],
      swiftSettings: strict),
    .target(name: "KernelTypes", swiftSettings: strict),
    .target(name: "CParallelFor"),
    .target(name: "CArguments"),
    .target(name: "CProcessor"),
    .target(
      name: "LeNetKernels",
      dependencies: ["CParallelFor", "CProcessor", "KernelTypes", "LeNetThreads"]
        + instructionSets.map { .target(name: $0.name) },
      swiftSettings: strict),
    .target(
      name: "LeNetEngine",
      dependencies: [
        "KernelTypes", "LeNetElementary", "LeNetKernels", "LeNetModel", "LeNetRandom", "LeNetText",
      ],
      swiftSettings: strict),
    .target(name: "CVips"),
    .target(
      name: "LeNetImages",
      dependencies: ["CVips", "LeNetElementary", "LeNetFiles", "LeNetModel"],
      swiftSettings: strict),
    .target(name: "CDigest", dependencies: ["CProcessor"]),
    .target(
      name: "LeNetCatalog",
      dependencies: ["CDigest", "LeNetFiles", "LeNetModel", "LeNetThreads"],
      swiftSettings: strict),
    .target(name: "CMNIST"),
    .target(
      name: "LeNetData",
      dependencies: [
        "CMNIST", "KernelTypes", "LeNetArchives", "LeNetCatalog", "LeNetElementary", "LeNetFiles",
        "LeNetImages", "LeNetKernels", "LeNetModel", "LeNetRandom", "LeNetText", "LeNetThreads",
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
      dependencies: ["LeNetCatalog", "LeNetData", "LeNetFiles", "LeNetModel", "LeNetText"],
      swiftSettings: strict),
    .target(
      name: "LeNetEvaluation",
      dependencies: ["LeNetData", "LeNetElementary", "LeNetEngine", "LeNetModel", "LeNetText"],
      swiftSettings: strict),
    .target(
      name: "LeNetExport",
      dependencies: [
        "LeNetArchives", "LeNetData", "LeNetElementary", "LeNetEngine", "LeNetEvaluation",
        "LeNetFiles", "LeNetModel", "LeNetText",
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetTraining",
      dependencies: [
        "LeNetCatalog", "LeNetData", "LeNetElementary", "LeNetEngine", "LeNetEvaluation",
        "LeNetFiles", "LeNetModel", "LeNetRandom", "LeNetText", "LeNetThreads",
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetImport",
      dependencies: [
        "LeNetArchives", "LeNetCatalog", "LeNetData", "LeNetEngine", "LeNetEvaluation",
        "LeNetFiles", "LeNetModel", "LeNetText",
      ],
      swiftSettings: strict),
    .target(name: "CReaderModel"),
    .target(
      name: "LeNetGraphics",
      dependencies: ["CZlib", "LeNetModel", "LeNetText"],
      swiftSettings: strict),
    .target(
      name: "LeNetReading",
      dependencies: [
        "CReaderModel", "LeNetElementary", "LeNetEngine", "LeNetGraphics", "LeNetImages",
        "LeNetModel", "LeNetText", "LeNetThreads",
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetDrawing",
      dependencies: [
        "LeNetData", "LeNetElementary", "LeNetEngine", "LeNetEvaluation", "LeNetGraphics",
        "LeNetModel", "LeNetText", "LeNetTraining",
      ],
      swiftSettings: strict),
    .target(
      name: "LeNetBenchmark",
      dependencies: ["LeNetData", "LeNetEngine", "LeNetModel", "LeNetText", "LeNetTraining"],
      swiftSettings: strict),

    // MARK: - Tests
    .target(
      name: "LeNetTestSupport",
      dependencies: [
        "CBzip2", "CZlib", "LeNetArchives", "LeNetData", "LeNetEngine", "LeNetEvaluation",
        "LeNetModel", "LeNetRandom", "LeNetTraining",
      ],
      path: "Tests/LeNetTestSupport", exclude: ["Pictures"], swiftSettings: strict),
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .target(
      name: "SyntheticPhotos",
      dependencies: ["LeNetElementary", "LeNetImages", "LeNetRandom"],
      path: "Photos/SyntheticPhotos", swiftSettings: strict),
    .testTarget(
      name: "LeNetElementaryTests",
      dependencies: ["LeNetElementary", "LeNetRandom"],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetRandomTests",
      dependencies: ["LeNetRandom"], swiftSettings: strict),
    .testTarget(
      name: "LeNetModelTests",
      dependencies: [
        "LeNetCatalog", "LeNetFiles", "LeNetModel", "LeNetRandom", "LeNetTestSupport", "LeNetText",
        "LeNetThreads",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetKernelsTests",
      dependencies: ["KernelTypes", "LeNetKernels", "LeNetRandom"],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetEngineTests",
      dependencies: [
        "LeNetElementary", "LeNetEngine", "LeNetKernels", "LeNetModel", "LeNetTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetDataTests",
      dependencies: [
        "CDigest", "LeNetArchives", "LeNetCatalog", "LeNetData", "LeNetFetching", "LeNetInspection",
        "LeNetModel", "LeNetRandom", "LeNetTestSupport", "LeNetText",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetImagesTests",
      dependencies: [
        "LeNetCatalog", "LeNetData", "LeNetImages", "LeNetModel", "LeNetTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetImportTests",
      dependencies: [
        "LeNetArchives", "LeNetData", "LeNetFiles", "LeNetImport", "LeNetModel", "LeNetRandom",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetExportTests",
      dependencies: [
        "LeNetArchives", "LeNetCatalog", "LeNetData", "LeNetEngine", "LeNetEvaluation",
        "LeNetExport", "LeNetModel", "LeNetTestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetDrawingTests",
      dependencies: [
        "LeNetData", "LeNetDrawing", "LeNetEvaluation", "LeNetGraphics", "LeNetModel",
        "LeNetRandom", "LeNetTestSupport", "LeNetTraining",
      ],
      exclude: ["Snapshots"], swiftSettings: strict),
    .testTarget(
      name: "LeNetReadingTests",
      dependencies: [
        "LeNetCatalog", "LeNetData", "LeNetElementary", "LeNetGraphics", "LeNetImages",
        "LeNetModel",
        "LeNetRandom", "LeNetReading", "LeNetTestSupport", "SyntheticPhotos",
      ],
      exclude: ["Snapshots"], swiftSettings: strict),
    .testTarget(
      name: "LeNetTrainingTests",
      dependencies: [
        "CAllocationCount", "LeNet", "LeNetCatalog", "LeNetData", "LeNetDrawing", "LeNetEngine",
        "LeNetEvaluation", "LeNetFetching", "LeNetFiles", "LeNetGraphics", "LeNetInspection",
        "LeNetKernels", "LeNetModel", "LeNetTestSupport", "LeNetText", "LeNetTraining",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LeNetCommandTests",
      dependencies: [
        "LeNet", "LeNetArchives", "LeNetBenchmark", "LeNetCatalog", "LeNetCommand", "LeNetData",
        "LeNetDrawing", "LeNetEngine", "LeNetEvaluation", "LeNetFetching", "LeNetFiles",
        "LeNetGraphics", "LeNetImages", "LeNetInspection", "LeNetKernels", "LeNetModel",
        "LeNetRandom", "LeNetTestSupport", "LeNetText", "LeNetTraining",
      ],
      exclude: ["Snapshots"], swiftSettings: strict),
  ] + instructionSets
)

// The tool that trains the reader and measures it: other builds leave it out. It is part of this package, not a
// package of its own, because it measures what only this package may name.
if Context.environment["LENET_PHOTOS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "PhotoCommand",
      dependencies: [
        "LeNetCatalog", "LeNetData", "LeNetDrawing", "LeNetElementary", "LeNetEngine", "LeNetFiles",
        "LeNetGraphics", "LeNetImages", "LeNetModel", "LeNetRandom", "LeNetReading", "LeNetText",
        "SyntheticPhotos",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Photos/PhotoCommand", swiftSettings: strict))
}

// The library for C, 'make library': other builds leave it out. It contains everything and shows only its own functions.
if Context.environment["LENET_C"] != nil {
  package.products.append(.library(name: "lenet-c", type: .dynamic, targets: ["LeNetC"]))
  package.targets += [
    .target(name: "CLeNet"),
    .target(
      name: "LeNetC",
      dependencies: [
        "CArguments", "CLeNet", "LeNetCatalog", "LeNetCommand", "LeNetData", "LeNetDrawing",
        "LeNetEngine", "LeNetEvaluation", "LeNetExport", "LeNetFetching", "LeNetGraphics",
        "LeNetFiles", "LeNetImages", "LeNetImport", "LeNetKernels", "LeNetModel",
        "LeNetReading", "LeNetText", "LeNetThreads", "LeNetTraining",
      ],
      exclude: ["exports.map"], swiftSettings: strict,
      linkerSettings: [
        .unsafeFlags([
          "-Xlinker", "--version-script=\(Context.packageDirectory)/Sources/LeNetC/exports.map",
          "-Xlinker", "-soname=liblenet.so.1", "-Xlinker", "--gc-sections", "-static-stdlib",
        ])
      ]),
  ]
}

// For 'make docs' only: other builds need no plugin.
if Context.environment["LENET_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
