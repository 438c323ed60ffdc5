import Foundation
import LeNetModel
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("lenet show")
struct ShowCommandTests {
  /// Every kind on the shared model; its architecture has no connection table, so that one is named.
  static let kinds = [
    "bitmaps", "table1", "kernels", "activity", "invariance", "robustness", "errors", "curves",
  ]

  private static func arguments(_ kind: String, _ fixture: Fixture) -> [String] {
    switch kind {
    case "bitmaps": []
    case "table1": ["lenet4", "--stage", "C3"]
    case "kernels": [fixture.model]
    case "curves": [fixture.run, fixture.run]
    case "errors", "robustness": [fixture.model, "--data", fixture.data]
    default: [fixture.model, "--data", fixture.data, "--image", "3"]
    }
  }

  @Test("A picture is well-formed XML with a text alternative and real bitmaps", arguments: kinds)
  func picture(kind: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      ["show", kind] + Self.arguments(kind, fixture), in: folder.path)
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
    #expect(pictures.isEmpty == ["table1", "robustness", "curves", "errors"].contains(kind))
    for picture in pictures {
      let bytes = try #require(Data(base64Encoded: picture))
      #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
      #expect(bytes.suffix(8).elementsEqual([0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]))
    }
  }

  @Test(
    "Numbers beyond all measure are drawn too", arguments: ["kernels", "activity", "invariance"])
  func hugeWeights(kind: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    var model = try ModelFile.read(fixture.model)
    model.parameters.values = model.parameters.values.map { $0 * 1e30 }
    try model.write(to: folder.path + "/huge.safetensors")
    let data = kind == "kernels" ? [] : ["--data", fixture.data]
    let result = try LeNetProcess.run(
      ["show", kind, "huge.safetensors"] + data, in: folder.path)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
    #expect(XMLParser(data: Data(folder.text("\(kind).svg").utf8)).parse())
  }

  @Test(
    "What cannot be drawn is said in one sentence, with status 2",
    arguments: [
      (["table1", "lenet5-pytorch"], "no connection table"),
      (["table1", "lenet1", "--stage", "C9"], "no connection table in stage C9"),
      (["activity", "MODEL", "--data", "DATA", "--image", "100"], "from 0 to 99"),
      (["invariance", "MODEL", "--data", "DATA", "--image", "-1"], "from 0 to 99"),
      (["kernels", "nothing.safetensors"], "nothing.safetensors"),
      (["curves", "."], "metrics.jsonl"), (["curves", "RUN", "--top", "0"], "--top is 0"),
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
