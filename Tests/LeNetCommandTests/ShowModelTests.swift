import Foundation
import LeNetArchives
import LeNetText
import Testing

@Suite("Models and numbers of lenet show")
struct ShowModelTests {
  @Test("The model is the last argument or --model, and both at once are refused")
  func model() throws {
    let fixture = try Fixture.shared.get()
    for kind in ["spread", "activity", "invariance", "kernels"] {
      let images = kind == "kernels" ? [] : ["--data", fixture.data]
      let outputs = try [[fixture.model], ["--model", fixture.model], [fixture.run]].map {
        try LeNetProcess.run(["show", kind] + $0 + images)
      }
      #expect(outputs.allSatisfy { $0.status == 0 && $0.output == outputs[0].output }, "\(kind)")
    }
    let twice = try LeNetProcess.run(["show", "kernels", "a.safetensors", "--model", "b"])
    #expect(twice.status == 2)
    #expect(twice.errors.contains("the model is given twice, as a.safetensors and --model b"))
    let unit = try LeNetProcess.run(
      ["show", "neuron", "C3", fixture.model, "--data", fixture.data])
    #expect(unit.status == 0 && unit.output.hasPrefix("C3, map"))
  }

  @Test("Numbers as JSON and for NumPy are those of the maps")
  func numbers() throws {
    let fixture = try Fixture.shared.get()
    let folder = try ShowCommandTests.folder()
    let maps = ["show", "feature-maps", "stroke.pgm", fixture.model]
    let result = try LeNetProcess.run(maps + ["--json", "-o", "maps.npz"], in: folder.path)
    #expect(result.status == 0)
    #expect(result.errors.contains("the model has no thresholds"))
    let object = try JSON(reading: Array(result.output.utf8))
    let layers = try #require(object["layers"]?.array)
    let archive = try ZipArchive(path: folder.file("maps.npz"))
    #expect(archive.members.map(\.path) == layers.map { ($0["name"]?.string ?? "") + ".npy" })
    let first = try #require(layers.first)
    #expect(first["name"] == .string("input"))
    let sizes = try #require(first["sizes"]?.array).compactMap(\.wholeNumber)
    func flat(_ json: JSON) -> [Double] {
      json.array.map { $0.flatMap(flat) } ?? [json.double ?? .nan]
    }
    let values = flat(try #require(first["values"]))
    #expect(values.count == sizes.reduce(1, *))
    let bytes = try archive.open("input.npy", limit: 1 << 20).all().suffix(4 * values.count)
    #expect(
      Array(bytes)
        == values.flatMap { value in
          (0..<4).map { UInt8(truncatingIfNeeded: Float(value).bitPattern >> (8 * UInt32($0))) }
        })
    let wrong = try LeNetProcess.run(maps + ["-o", "maps.npy"], in: folder.path)
    #expect(wrong.status == 2 && wrong.errors.contains(".svg, .png or .npz"))
  }

  @Test("Of the built-in model's many kernels the first are drawn, and it is said")
  func manyKernels() throws {
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(["show", "kernels", "-o", "k.svg"], in: folder.path)
    #expect(result.status == 0, "\(result)")
    let drawing = folder.text("k.svg")
    // 24 kernels of C1, and 24 by 24 of the 64 by 24 of C3.
    #expect(drawing.components(separatedBy: "<image ").count == 1 + 24 + 24 * 24)
    #expect(drawing.contains("C1: 24 maps, kernels over 1 map"))
    #expect(drawing.contains("C3: 64 maps, of which the first 24 are here"))
  }

  @Test("Curves of robustness have the names of the runs, given as folders or as files")
  func names() throws {
    let fixture = try Fixture.shared.get()
    for path in [fixture.run, fixture.model] {
      let result = try LeNetProcess.run(["show", "robustness", path, "--data", fixture.data])
      let name = try #require(fixture.run.split(separator: "/").last)
      let head = try #require(result.lines.first { $0.hasPrefix("pixels ") })
      #expect(head.split(separator: " ").dropFirst() == [name], "\(result.output)")
    }
  }
}
