import Foundation
import LeNetData
import LeNetEvaluation
import LeNetExport
import LeNetModel
import Testing

@Suite("C")
struct CExportTests {
  /// Compilers of this machine, which need not have any.
  private static let compilers = ["gcc", "clang"].compactMap(program)

  /// A compiler for ARM and an emulator of one, where this machine has them.
  private static let arm: (compiler: String, emulator: String)? = {
    guard let compiler = program("clang"), let emulator = program("qemu-arm"),
      program("ld.lld") != nil
    else { return nil }
    return (compiler, emulator)
  }()

  private static func program(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Without any library: it calls Linux itself.
  private static let armDriver = """
    #include "net.h"

    static uint8_t pixels[NET_PIXELS];
    static union { SCORE scores[NET_CLASSES]; uint32_t bits[NET_CLASSES]; } out;
    static MEMORY memory[NET_MEMORY];

    static int system_call(int number, int first, void *second, int third)
    {
        register int r7 __asm__("r7") = number;
        register int r0 __asm__("r0") = first;
        register void *r1 __asm__("r1") = second;
        register int r2 __asm__("r2") = third;
        __asm__ volatile("svc 0" : "+r"(r0) : "r"(r7), "r"(r1), "r"(r2) : "memory");
        return r0;
    }

    void _start(void);
    void _start(void)
    {
        int count, filled = 0, i, j;
        while ((count = system_call(3, 0, pixels + filled, NET_PIXELS - filled)) > 0) {
            filled += count;
            if (filled < NET_PIXELS) {
                continue;
            }
            filled = 0;
            net_classify(pixels, out.scores, memory);
            for (i = 0; i < NET_CLASSES; i++) {
                char text[9] = "        ";
                for (j = 0; j < 8; j++) {
                    text[j] = "0123456789abcdef"[out.bits[i] >> (28 - 4 * j) & 15];
                }
                system_call(4, 1, text, 9);
            }
        }
        system_call(1, 0, 0, 0);
    }
    """

  private static let driver = """
    #include <stdio.h>
    #include "net.h"

    static uint8_t pixels[NET_PIXELS];
    static SCORE scores[NET_CLASSES];
    static MEMORY memory[NET_MEMORY];

    int main(void)
    {
        while (fread(pixels, 1, sizeof pixels, stdin) == sizeof pixels) {
            int i;
            printf("%d", net_classify(pixels, scores, memory));
            for (i = 0; i < NET_CLASSES; i++) {
                printf(" %.17g", (double)scores[i]);
            }
            printf("\\n");
        }
        return 0;
    }
    """

  @Test("Float networks have the model's bits and answers", arguments: ExportedModels.names)
  func float(name: String) throws {
    let model = try ExportedModels.named(name)
    let export = try ExportedModels.export(model, to: .c)
    let images = try ExportedModels.images(for: model)
    let check = try export.check(on: images, by: Evaluator(model: model, threads: 1))
    #expect(check.labelsChanged == 0 && check.relativeDifference < 1e-5, "\(check)")
    try compileAndCompare(export, images, types: ("float", "float"))
  }

  @Test(
    "Networks of whole numbers compile, and compute what was simulated",
    arguments: ExportedModels.names)
  func int8(name: String) throws {
    let model = try ExportedModels.named(name)
    let numbers = try ExportedModels.int8(for: model)
    let export = try ExportedModels.export(model, to: .c) { $0.numbers = numbers }
    let images = try ExportedModels.images(for: model)
    let check = try export.check(on: images, by: Evaluator(model: model, threads: 1))
    #expect(check.images == 20 && check.relativeDifference < 0.1, "\(check)")
    #expect(try export.readParameters() == nil)
    try compileAndCompare(export, images, types: ("int32_t", "uint8_t"))
  }

  @Test("The memory and the constants of LeNet-5 fit a microcontroller")
  func footprint() throws {
    let model = try ExportedModels.named("padded")
    let numbers = try ExportedModels.int8(for: model)
    let export = try ExportedModels.export(model, to: .c) { $0.numbers = numbers }
    let footprint = try #require(export.footprint)
    #expect(footprint.memory == 2200 && footprint.constants == 62_414)
  }

  @Test(
    "An emulated ARM processor computes the same bits", .enabled(if: arm != nil),
    arguments: [false, true])
  func emulated(isWhole: Bool) throws {
    let (compiler, emulator) = try #require(Self.arm)
    let model = try ExportedModels.named("padded")
    let numbers = isWhole ? try ExportedModels.int8(for: model) : .float
    let export = try ExportedModels.export(model, to: .c) { $0.numbers = numbers }
    let images = try ExportedModels.images(for: model)
    let folder = try ExportFolder()
    for file in export.files { try folder.write(file.bytes, to: "net\(file.ending)") }
    try folder.write(images.images, to: "images")
    try folder.write(Array(Self.armDriver.utf8), to: "main.c")
    let messages = try folder.run(
      compiler,
      [
        "--target=armv7a-linux-gnueabihf", "-mthumb", "-mfpu=vfpv4", "-std=c99", "-Wall", "-Wextra",
        "-pedantic", "-Werror", "-O2", "-ffp-contract=off", "-ffreestanding", "-nostdlib",
        "-static",
        "-fuse-ld=lld", "-DSCORE=\(isWhole ? "int32_t" : "float")",
        "-DMEMORY=\(isWhole ? "uint8_t" : "float")", "net.c", "main.c", "-o", "net",
      ])
    #expect(messages.isEmpty, "\(messages)")
    let words = try folder.run(emulator, ["./net"], input: "images")
      .split { $0 == " " || $0 == "\0" }.compactMap { UInt32($0, radix: 16) }
    let found = words.map {
      isWhole ? Double(Int32(bitPattern: $0)) : Double(Float(bitPattern: $0))
    }
    #expect(try found == export.scoresInC(of: images))
  }

  /// Builds the source with each compiler, every warning an error, and compares its scores bit by bit.
  func compileAndCompare(
    _ export: ModelExport, _ images: Dataset, types: (scores: String, memory: String)
  ) throws {
    let folder = try ExportFolder()
    for file in export.files { try folder.write(file.bytes, to: "net\(file.ending)") }
    try folder.write(images.images, to: "images")
    try folder.write(Array(Self.driver.utf8), to: "main.c")
    let expected = try export.scoresInC(of: images)
    for compiler in Self.compilers {
      let messages = try folder.run(
        compiler,
        [
          "-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror", "-O1", "-ffp-contract=off",
          "-DSCORE=\(types.scores)", "-DMEMORY=\(types.memory)", "net.c", "main.c", "-o", "net",
        ])
      #expect(messages.isEmpty, "\(messages)")
      let lines = try folder.run(folder.file("net"), [], input: "images")
        .split(separator: "\n").map { $0.split(separator: " ") }
      #expect(lines.count == images.count)
      #expect(lines.flatMap { $0.dropFirst().compactMap { Double($0) } } == expected, "\(compiler)")
    }
  }
}
