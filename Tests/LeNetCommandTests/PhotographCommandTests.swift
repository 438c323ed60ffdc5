import Foundation
import Testing

@Suite("Colour photographs as data")
struct PhotographCommandTests {
  /// A folder of colour photographs, two classes of thirty: a light field below the sky, and a dark one.
  private static func writePhotographs(to folder: TemporaryFolder) throws {
    for number in 0..<60 {
      var file = Array("P6 32 32 255\n".utf8)
      for place in 0..<1024 {
        let (row, column) = (place / 32, place % 32)
        let shade = 0.6 + 0.4 * Double((row * 5 + column * 3 + number * 7) % 32) / 32
        let isHouse = 8..<20 ~= row && 4 + number % 16..<12 + number % 16 ~= column
        let field = number % 2 == 0 ? SIMD3(170.0, 200, 90) : SIMD3(50.0, 110, 30)
        let colour =
          isHouse ? SIMD3(190.0, 60, 40) : row < 14 ? SIMD3(110.0, 160, 230) : field
        for channel in 0..<3 { file.append(UInt8(colour[channel] * shade)) }
      }
      try folder.write(file, to: "photos/\(number % 2 == 0 ? "light" : "dark")/\(number).ppm")
    }
  }

  @Test("photographs are inspected as the network that is trained on them is given them")
  func photographs() throws {
    let folder = try TemporaryFolder()
    try Self.writePhotographs(to: folder)
    let (colour, grey) = ("as recipe cifar10 does", "only what looks like ink")
    for (options, shape, preparation, says) in [
      ([], [3, 32, 32], "resize", colour),
      (["--recipe", "cifar10"], [3, 32, 32], "resize", nil),
      (["--colour"], [3, 32, 32], "resize", nil),
      (["--architecture", "lenet5-pytorch"], [1, 28, 28], "digit", grey),
      (["--recipe", "fast"], [1, 28, 28], "digit", grey),
      (["--architecture", "lenet1", "--preparation", "resize"], [1, 28, 28], "resize", nil),
      (["--preparation", "resize"], [1, 28, 28], "resize", nil),
      (["--preparation", "digit"], [1, 28, 28], "digit", nil),
    ] as [([String], [Int], String, String?)] {
      let result = try LeNetProcess.run(
        ["data", "inspect", "photos", "--json"] + options, in: folder.path)
      let object = try #require(try result.objects().first, "\(options): \(result)")
      #expect(object["shape"] as? [Int] == shape, "\(options)")
      #expect(object["preparation"] as? String == preparation, "\(options)")
      let notes = (object["notes"] as? [String] ?? []).joined(separator: "\n")
      let findings = object["findings"] as? [[String: String]] ?? []
      for note in [colour, grey] {
        #expect(notes.contains(note) == (note == says), "\(options): \(notes)")
        #expect(result.errors.contains(note) == (note == says), "\(options): \(result.errors)")
      }
      #expect(
        findings.contains { $0["kind"] == "photographsAsInk" } == (says == grey), "\(findings)")
      if preparation == "resize" {
        #expect(!findings.contains { $0["kind"] == "inverted" }, "\(options): \(findings)")
      }
    }
    let text = try LeNetProcess.run(["data", "inspect", "photos"], in: folder.path)
    #expect(
      text.lines.first
        == "photos (picture folders): 2 classes, images of 3x32x32, resized in colour")
    for (options, says) in [
      (["--colour", "--recipe", "cifar10"], "--colour and --recipe both choose"),
      (["--recipe", "x"], "no recipe 'x'"),
      (["--architecture", "x"], "'x'"),
    ] {
      let result = try LeNetProcess.run(["data", "inspect", "photos"] + options, in: folder.path)
      #expect(result.status == 2 && result.errors.contains(says), "\(options): \(result)")
    }
    for command in [["data", "show", "photos"], ["show", "samples", "--data", "photos"]] {
      let result = try LeNetProcess.run(command + ["-o", "sheet.svg"], in: folder.path)
      #expect(result.status == 0 && result.errors.contains(colour), "\(command): \(result)")
    }
  }

  @Test("a grey network that is trained on colour photographs is told of, unless it is asked for")
  func greyTraining() throws {
    let folder = try TemporaryFolder()
    try Self.writePhotographs(to: folder)
    let note = "lenet: note: photos: these are colour photographs"
    for (options, isTold) in [
      ([], true), (["--preparation", "resize"], false), (["--recipe", "cifar10"], false),
    ] as [([String], Bool)] {
      let result = try LeNetProcess.run(
        [
          "train", "--data", "photos", "--epochs", "1", "--batch-size", "10", "--validation", "0",
          "--output", "run\(options.count)\(isTold)\(options.last ?? "")",
        ] + options, in: folder.path)
      #expect(result.status == 0, "\(options): \(result)")
      let lines = result.errors.split(separator: "\n").filter { $0.hasPrefix(note) }
      #expect(lines.count == (isTold ? 1 : 0), "\(options): \(result.errors)")
    }
  }
}
