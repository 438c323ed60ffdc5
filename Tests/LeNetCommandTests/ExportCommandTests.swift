import Foundation
import LeNetTestSupport
import Testing

@Suite("lenet export")
struct ExportCommandTests {
  @Test(
    "Each form is written, opened again and compared",
    arguments: [
      ("npz", ["net.npz"]), ("pytorch", ["net.pt", "net.py"]), ("onnx", ["net.onnx"]),
      ("keras", ["net.weights.h5", "net.py"]),
      ("c", ["net.c", "net.h"]),
    ])
  func written(form: String, files: [String]) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let command = ["export", fixture.run, "--to", form, "--data", fixture.data, "-o"]
    let result = try LeNetProcess.run(command + ["net", "--json"], in: folder.path)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let object = try #require(try result.objects().first)
    #expect(
      object.keys.filter { !$0.hasSuffix("Bytes") }.sorted()
        == [
          "architecture", "data", "errors", "files", "format", "greatestDifference", "images",
          "labelsChanged", "range",
        ])
    #expect((object["memoryBytes"] != nil) == (form == "c"))
    #expect(object["format"] as? String == form && object["labelsChanged"] as? Int == 0)
    let written = object["files"] as? [[String: Any]]
    #expect(written?.compactMap { $0["path"] as? String } == files)
    #expect(
      written?.compactMap { $0["bytes"] as? Int } == files.compactMap { folder.bytes($0)?.count })
    #expect(folder.names(in: ".").sorted() == files.sorted())
    let text = try LeNetProcess.run(command + [files[0], "--force"], in: folder.path)
    #expect(text.status == 0 && text.output.contains("0 answers changed"), "\(text)")
  }

  @Test(
    "Options change what is written",
    arguments: [["onnx", "--bytes"], ["c", "--numbers", "int8"]])
  func options(arguments: [String]) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let command = ["export", fixture.run, "--data", fixture.data, "-o", "net", "--to"]
    let plain = try LeNetProcess.run(command + arguments.prefix(1), in: folder.path)
    let name = arguments[0] == "c" ? "net.c" : "net.onnx"
    let first = folder.bytes(name)
    let changed = try LeNetProcess.run(command + arguments + ["--force"], in: folder.path)
    #expect(plain.status == 0 && changed.status == 0, "\(plain) \(changed)")
    #expect(first != nil && folder.bytes(name) != first)
  }

  @Test("A file is replaced only when that is asked for, and never the model")
  func existing() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "net.npz")
    let command = ["export", fixture.run, "--to", "npz", "--data", fixture.data, "-o"]
    let result = try LeNetProcess.run(command + ["net.npz"], in: folder.path)
    #expect(result.status == 2 && result.errors.contains("net.npz exists; replace it with --force"))
    #expect(folder.text("net.npz") == "mine")
  }
}
