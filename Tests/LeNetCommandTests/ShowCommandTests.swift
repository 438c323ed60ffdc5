import Foundation
import LeNetModel
import LeNetTestSupport
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("lenet show")
struct ShowCommandTests {
  /// Every kind on the shared model; its architecture has no connection table, so that one is named.
  static let kinds = [
    "architecture", "connections", "bitmaps", "activation-functions", "samples", "kernels",
    "feature-maps", "activity",
    "neuron", "spread", "confusion", "errors", "invariance", "robustness", "curves",
  ]

  private static func arguments(_ kind: String, _ fixture: Fixture) -> [String] {
    switch kind {
    case "bitmaps", "activation-functions": []
    case "architecture": ["lenet4"]
    case "feature-maps": ["stroke.pgm"]
    case "samples": ["--data", fixture.data, "--split", "test"]
    case "neuron": ["C3", "--model", fixture.model, "--data", fixture.data, "--image", "3"]
    case "spread": ["--model", fixture.model, "--data", fixture.data, "--images", "3"]
    case "connections": ["lenet4", "--layer", "C3"]
    case "kernels": [fixture.model]
    case "curves": [fixture.run, fixture.run]
    case "confusion", "errors", "robustness": [fixture.model, "--data", fixture.data]
    default: [fixture.model, "--data", fixture.data, "--image", "3"]
    }
  }

  /// A folder with a picture of one stroke, dark on light.
  static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let pixels = (0..<48 * 40).map { place in
      (8..<40).contains(place / 40) && (18..<23).contains(place % 40) ? UInt8(20) : 235
    }
    try folder.write(Array("P5 40 48 255\n".utf8) + pixels, to: "stroke.pgm")
    return folder
  }

  @Test("A picture is well-formed XML with a text alternative and real bitmaps", arguments: kinds)
  func picture(kind: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try Self.folder()
    let result = try LeNetProcess.run(
      ["show", kind] + Self.arguments(kind, fixture) + ["-o", "\(kind).svg"], in: folder.path)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
    #expect(result.output == "\(kind).svg\n")
    let text = folder.text("\(kind).svg")
    let reader = XMLParser(data: Data(text.utf8))
    #expect(reader.parse(), "\(String(describing: reader.parserError))")
    for part in ["<title id=\"title\">", "<desc id=\"summary\">", "prefers-color-scheme: dark"] {
      #expect(text.contains(part), "\(part)")
    }
    let parts = text.components(separatedBy: "base64,")
    let pictures = parts.dropFirst().map { String($0.prefix { $0 != "\"" }) }
    // The letters of a bitmap can say anything.
    let drawn = parts.prefix(1) + parts.dropFirst().map { String($0.drop { $0 != "\"" }) }
    #expect(drawn.allSatisfy { !$0.contains("nan") && !$0.contains("inf\"") })
    // Every digit of the shared data set is read right.
    let plain: Set = [
      "architecture", "connections", "activation-functions", "spread", "confusion", "errors",
      "robustness",
      "curves",
    ]
    #expect(pictures.isEmpty == plain.contains(kind))
    // The one address is the name of SVG.
    #expect(text.components(separatedBy: "http").count == 2)
    for picture in pictures {
      let bytes = try #require(Data(base64Encoded: picture))
      #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
      #expect(bytes.suffix(8).elementsEqual([0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]))
    }
  }

  @Test("As PNG every kind is twice as large", arguments: kinds)
  func png(kind: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try Self.folder()
    for name in ["a.svg", "a.PNG"] {
      let result = try LeNetProcess.run(
        ["show", kind] + Self.arguments(kind, fixture) + ["--output", name], in: folder.path)
      #expect(result.status == 0 && result.output == "\(name)\n", "\(result)")
    }
    // libvips shrinks what is read: the header says the size.
    let bytes = [UInt8](folder.bytes("a.PNG") ?? Data())
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let width = try #require(
      bytes.count > 24 ? bytes[16..<20].reduce(0) { $0 << 8 | Int($1) } : nil)
    let said = folder.text("a.svg").prefix { $0 != ">" }
      .split(separator: " ").first { $0.hasPrefix("width=") }?.split(separator: "\"").last
    let drawn = try #require(said.flatMap { Double($0) })
    #expect(abs(Double(width) - 2 * drawn) <= 2)
  }

  @Test("Without a file it comes in the terminal", arguments: kinds)
  func terminal(kind: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try Self.folder()
    let before = folder.names(in: "")
    let result = try LeNetProcess.run(
      ["show", kind] + Self.arguments(kind, fixture), in: folder.path)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
    #expect(result.lines.count > 2 || kind == "errors")
    #expect(!result.output.contains("\u{1B}"), "no colours into a file")
    #expect(result.lines.allSatisfy { $0.count <= 120 }, "\(result.output)")
    #expect(folder.names(in: "") == before)
  }

  @Test(
    "What characters show is as it was agreed on",
    arguments: [
      ("architecture", ["lenet5-1998"]), ("architecture", ["lenet-caffe"]), ("connections", []),
      ("bitmaps", []), ("activation-functions", []),
    ])
  func snapshots(kind: String, arguments: [String]) throws {
    let result = try LeNetProcess.run(["show", kind] + arguments)
    try Snapshot.expect(
      result.output, matches: (["show", kind] + arguments).joined(separator: "-"))
  }

  @Test("Confusions for programs agree with the evaluation, and a picture is written beside them")
  func confusion() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    // A training that is too short, so that there are errors.
    let short = try LeNetProcess.run(
      [
        "train", "--data", fixture.data, "--epochs", "1", "--validation", "0", "--batch-size",
        "300", "--learning-rate", "0.001", "--output", "short",
      ], in: folder.path)
    #expect(short.status == 0, "\(short)")
    let arguments = ["short/model.safetensors", "--data", fixture.data]
    let result = try LeNetProcess.run(
      ["show", "confusion"] + arguments + ["--json", "-o", "c.png"], in: folder.path)
    let object = try #require(try result.objects().first)
    #expect(
      object.keys.sorted() == [
        "accuracy", "classes", "confusion", "confusions", "errors", "precision", "recall", "total",
      ])
    #expect(folder.bytes("c.png") != nil)
    let evaluated = try LeNetProcess.run(
      ["evaluate"] + arguments + ["--confusion", "--json"], in: folder.path)
    let same = try #require(try evaluated.objects().first)
    let counts = try #require(object["confusion"] as? [[Int]])
    #expect(
      same["confusion"] as? [[Int]] == counts && same["errors"] as? Int == object["errors"] as? Int)
    let pairs = try #require(object["confusions"] as? [[String: Any]])
    let sizes = pairs.compactMap { $0["count"] as? Int }
    #expect(sizes == sizes.sorted(by: >) && sizes.reduce(0, +) == object["errors"] as? Int)
    #expect(!pairs.isEmpty)
    // The gallery of the same errors, the surest first.
    let gallery = try LeNetProcess.run(
      ["show", "errors"] + arguments + ["-o", "e.svg", "--limit", "3"], in: folder.path)
    #expect(gallery.status == 0)
    #expect(folder.text("e.svg").components(separatedBy: "<image").count == 4)
    let text = try LeNetProcess.run(["show", "errors"] + arguments, in: folder.path)
    #expect(text.output.contains(" read as ") && text.output.contains("the surest first"))
    let reverse = try LeNetProcess.run(
      ["show", "errors"] + arguments + ["--least-sure"], in: folder.path)
    #expect(reverse.output != text.output && reverse.output.contains("the least sure first"))
    // Each with the number by which other commands find it.
    let answers = try LeNetProcess.run(
      ["evaluate"] + arguments + ["--answers", "answers.csv"], in: folder.path)
    #expect(answers.status == 0)
    let rows = folder.text("answers.csv").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").map(String.init)
    }
    let wrong = rows.filter { $0[1] != $0[2] }
    let named = try NSRegularExpression(pattern: #"(\d+): (\d) read as (\d), "#)
      .matches(in: text.output, range: NSRange(text.output.startIndex..., in: text.output))
    #expect(named.count == min(24, wrong.count))
    for match in named {
      let row = (1...3).map { (text.output as NSString).substring(with: match.range(at: $0)) }
      #expect(wrong.contains { Array($0.prefix(3)) == row }, "\(row)")
    }
  }

  @Test("In the terminal curves are plots, robustness tables, invariance pictures with answers")
  func terminalForms() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    func show(_ arguments: [String]) throws -> LeNetProcess.Result {
      try LeNetProcess.run(["show"] + arguments, in: folder.path)
    }
    let curves = try show(["curves", fixture.run, fixture.run, "--top", "40"])
    for part in [
      "error in %, epoch 0 to 3", "run: training", "  40.00 │", "   0.00 │", "ends at ",
    ] {
      #expect(curves.output.contains(part), "\(part): \(curves.output)")
    }
    #expect(curves.output.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    let robustness = try show(["robustness", fixture.model, "--data", fixture.data])
    for part in ["shifted down", "scaled", "turned", "pixels    run", "error in %"] {
      #expect(robustness.output.contains(part), "\(part): \(robustness.output)")
    }
    // As it is, the images are read right.
    #expect(robustness.lines.contains { $0.split(separator: " ") == ["0", "0.00"] })
    let invariance = try show(
      ["invariance", fixture.model, "--data", fixture.data, "--image", "3"])
    #expect(invariance.lines.first?.hasSuffix("image 3 (class 3)") == true)
    for part in ["shift down", "scale", "rotation", "0: 3", "-45°: "] {
      #expect(invariance.output.contains(part), "\(part): \(invariance.output)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("Curves by epoch begin at 0, have a colour each, and show training alone solid")
  func curves() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    for (name, accuracies) in [("one", [0.25]), ("two", [0.5, 0.75])] {
      let lines = accuracies.enumerated().map {
        #"{"event": "epoch", "epoch": \#($0 + 1), "trainAccuracy": \#($1), "testAccuracy": \#($1)}"#
      }
      try folder.write(lines.joined(separator: "\n"), to: "\(name)/metrics.jsonl")
    }
    let result = try LeNetProcess.run(
      ["show", "curves", "one", "two", "-o", "c.svg"], in: folder.path)
    #expect(result.status == 0, "\(result)")
    let svg = folder.text("c.svg")
    #expect(svg.contains("error in % by epoch: one: test ends at 75; one: training ends at 75"))
    // All points are inside, the greatest error below the top.
    #expect(svg.components(separatedBy: "<circle").count - 1 == 2 * 3)
    for line in ["blue", "orange"] {
      let drawn = svg.split(separator: "\n").filter {
        $0.contains("class=\"line \(line)\"")
      }
      // Of training one in the legend, and one in the frame where it has two points.
      #expect(drawn.filter { $0.contains("dasharray") }.count == (line == "blue" ? 1 : 2))
      #expect(drawn.count == (line == "blue" ? 2 : 4))
    }
    let alone = try LeNetProcess.run(
      ["show", "curves", fixture.run, fixture.run, "-o", "d.svg"], in: folder.path)
    #expect(alone.status == 0 && folder.text("d.svg").contains("dasharray"))
    // Alone, a run shows all that was measured, in training also within epochs.
    let step = #"{"event":"step","epoch":1,"step":1,"stepsPerEpoch":2,"trainAccuracy":0.3}"#
    let ends = (1...2).map {
      #"{"event":"epoch","epoch":\#($0),"trainAccuracy":0.6,"validationAccuracy":0.7,"testAccuracy":0.8}"#
    }
    try folder.write(([step] + ends).joined(separator: "\n"), to: "all/metrics.jsonl")
    let all = try LeNetProcess.run(["show", "curves", "all", "-o", "e.svg"], in: folder.path)
    #expect(all.status == 0, "\(all)")
    let drawing = folder.text("e.svg")
    #expect(drawing.components(separatedBy: "<circle").count - 1 == 2 + 2 + 3)
    for part in ["all: validation ends at 30", "all: test ends at 20", "all: training ends at 40"] {
      #expect(drawing.contains(part), "\(part)")
    }
    let both = try LeNetProcess.run(
      ["show", "curves", "all", "one", "-o", "f.svg"], in: folder.path)
    #expect(both.status == 0 && !folder.text("f.svg").contains("validation"))
    // What lies above the top is cut off, in the terminal too.
    let cut = try LeNetProcess.run(
      ["show", "curves", "two", "--top", "30"], in: folder.path)
    let dots = cut.lines.filter { $0.contains("│") }.map { line in
      line.unicodeScalars.count { (0x2801...0x28FF).contains($0.value) }
    }
    #expect(dots.first ?? 9 > 0 && dots.first ?? 9 < 9, "\(cut.output)")
    #expect(cut.output.contains("; higher values are cut off"))
  }

  @Test("A matrix with long names of classes is as wide as the terminal, its heads are numbers")
  func longNames() throws {
    let folder = try TemporaryFolder()
    try SyntheticDigits.write(to: folder, name: "clothes")
    try folder.write(
      """
      T-shirt/top
      Trouser
      Pullover
      Dress
      Coat
      Sandal
      Shirt
      Sneaker
      Bag
      Ankle boot

      """, to: "clothes/classes.txt")
    let trained = try LeNetProcess.run(
      ["train", "--data", "clothes", "--epochs", "1", "--output", "run"], in: folder.path)
    #expect(trained.status == 0, "\(trained.errors)")
    let result = try LeNetProcess.run(
      ["show", "confusion", "run/model.safetensors", "--data", "clothes"], in: folder.path)
    #expect(result.lines.allSatisfy { $0.count <= 80 }, "\(result.output)")
    #expect(result.output.contains("\n0 T-shirt/top "), "\(result.output)")
    #expect(result.output.contains("\n9 Ankle boot "))
  }

  @Test(
    "Numbers beyond all measure are drawn too",
    arguments: ["kernels", "activity", "invariance", "neuron", "spread"])
  func hugeWeights(kind: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    var model = try ModelFile.read(fixture.model)
    model.parameters.values = model.parameters.values.map { $0 * 1e30 }
    try model.write(to: folder.path + "/huge.safetensors")
    let arguments: [String] =
      switch kind {
      case "kernels": ["huge.safetensors"]
      case "neuron", "spread":
        (kind == "neuron" ? ["output"] : []) + [
          "--model", "huge.safetensors", "--data", fixture.data,
        ]
      default: ["huge.safetensors", "--data", fixture.data]
      }
    let result = try LeNetProcess.run(
      ["show", kind] + arguments + ["-o", "\(kind).svg"], in: folder.path)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
    #expect(XMLParser(data: Data(folder.text("\(kind).svg").utf8)).parse())
  }

  @Test(
    "What cannot be drawn is said in one sentence, with status 2",
    arguments: [
      (["connections", "lenet5-pytorch"], "no connection table"),
      (["connections", "lenet1", "--layer", "C9"], "no connection table in layer C9"),
      (["activity", "MODEL", "--data", "DATA", "--image", "100"], "from 0 to 99"),
      (["invariance", "MODEL", "--data", "DATA", "--image", "-1"], "from 0 to 99"),
      (["kernels", "nothing.safetensors"], "nothing.safetensors"),
      (["curves", "."], "metrics.jsonl"), (["curves", "RUN", "--top", "0"], "--top is 0"),
      (
        ["curves", "-o", "a.svg"] + Array(repeating: "RUN", count: 6),
        "at most 5 runs; got 6"
      ),
      (
        ["robustness", "-o", "a.svg"] + Array(repeating: "MODEL", count: 6),
        "at most 5 models; got 6"
      ),
      (["architecture", "lenet6"], "lenet6"), (["architecture", "-o", "a.pdf"], ".svg or .png"),
      (["architecture", "lenet5-1998", "--input", "8x8"], "C3"),
      (["feature-maps", "nothing.png"], "nothing.png"),
      (["feature-maps", "a.png", "-o", "a.png"], "would overwrite"),
      (["neuron", "C9"], "choose one of C1, S2"),
      (["neuron", "C1", "--map", "99"], "from 0 to 23"),
      (["neuron", "flatten"], "choose another"), (["neuron", "C1", "--image", "10000"], "to 9999"),
      (["spread", "--images", "0"], "--images is 0"),
      (["samples", "--per-class", "0"], "--per-class is 0"),
      (["samples", "--data", "nowhere"], "nowhere"),
      (["errors", "MODEL", "--limit", "0"], "--limit is 0"),
      (["confusion", "MODEL", "--data", "DATA", "--split", "test", "--validation", "-1"], "-1"),
    ])
  func refused(arguments: [String], says: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let names = ["MODEL": fixture.model, "DATA": fixture.data, "RUN": fixture.run]
    let result = try LeNetProcess.run(
      ["show"] + arguments.map { names[$0] ?? $0 }, in: folder.path)
    #expect(result.status == 2, "\(result)")
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
