import Foundation
import LeNetTestSupport
import LeNetText
import Testing

@Suite("lenet summary")
struct SummaryCommandTests {
  @Test(
    "The table of every architecture",
    arguments: [
      "lenet5-pytorch", "lenet5-1998", "lenet5-1998-logistic", "lenet1", "lenet4", "lenet5-d2l",
      "lenet5-keras", "lenet-caffe", "lenet-bvlc", "lenet5-cifar10", "lenet-reader",
    ])
  func table(name: String) throws {
    let result = try LeNetProcess.run(["summary", name])
    #expect(result.status == 0 && result.errors.isEmpty)
    try Snapshot.expect(result.output, matches: "summary-\(name)")
  }

  @Test("The JSON has the agreed keys and the known counts")
  func json() throws {
    let result = try LeNetProcess.run(["summary", "lenet5-pytorch", "--json"])
    #expect(result.lines.count == 2)
    let object = try #require(try result.objects().first)
    #expect(object.keys.sorted() == ["input", "layers", "name", "totals"])
    let layers = try #require(object["layers"] as? [[String: Any]])
    for layer in layers {
      #expect(
        layer.keys.sorted()
          == [
            "activation", "connections", "kind", "multiplyAdds", "name", "output", "parameters",
          ])
    }
    let counts = layers.compactMap { $0["parameters"] as? Int }.filter { $0 > 0 }
    #expect(counts == [156, 2416, 48_120, 10_164, 850])
    let totals = try #require(object["totals"] as? [String: Int])
    #expect(
      totals.keys.sorted()
        == ["connections", "fixed", "multiplyAdds", "nonTrainable", "trainable"])
    #expect(totals["trainable"] == 61_706 && totals["nonTrainable"] == 0 && totals["fixed"] == 0)
  }

  @Test("A network that takes any input keeps its parameters at another size")
  func openInput() throws {
    let result = try LeNetProcess.run(["summary", "lenet-caffe", "--input", "33x47", "--json"])
    let object = try #require(try result.objects().first)
    #expect(object["input"] as? [Int] == [1, 33, 47])
    #expect((object["totals"] as? [String: Int])?["trainable"] == 431_080)
  }

  @Test(
    "Another size that makes other weights is said",
    arguments: [
      ("lenet5-keras", "40x40", true), ("lenet5-pytorch", "36x36", true),
      ("lenet5-pytorch", "32x32", false),
      ("lenet-caffe", "33x47", false),
    ])
  func otherWeights(name: String, size: String, isOther: Bool) throws {
    let result = try LeNetProcess.run(["summary", name, "--input", size])
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.lines.filter { $0.hasPrefix("other weights than \(name)'s") }
    #expect(lines.count == (isOther ? 1 : 0), "\(result.output)")
  }

  @Test("A name in a file cannot write to the terminal")
  func controlCharacters() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: "\(fixture.path)/tiny.json", encoding: .utf8)
    let path = "\(folder.path)/strange.json"
    try text.replacing("output", with: #"out\u001b[31m\nput"#)
      .write(toFile: path, atomically: true, encoding: .utf8)
    let result = try LeNetProcess.run(["summary", path])
    #expect(!(result.output + result.errors).contains("\u{1B}"))
    #expect((result.output + result.errors).contains(#"out\u{1B}[31m\nput"#), "\(result)")
  }

  @Test("Two networks stand side by side, layer by layer")
  func comparison() throws {
    let result = try LeNetProcess.run(["summary", "lenet-caffe", "lenet5-1998"])
    #expect(result.status == 0 && result.errors.isEmpty)
    try Snapshot.expect(result.output, matches: "summary-lenet-caffe-lenet5-1998")
    #expect(result.lines.allSatisfy { $0.count <= 80 })
    let json = try LeNetProcess.run(["summary", "lenet-caffe", "lenet5-1998", "--json"])
    #expect(json.output.hasPrefix(#"[{"input":[1,28,28],"layers":[{"#), "\(json)")
  }

  @Test("The file of a changed network is read back as that network")
  func architectureFile() throws {
    let folder = try TemporaryFolder()
    let changes = ["--activation", "relu", "--pooling", "max", "--units", "F5=60"]
    let file = try LeNetProcess.run(
      ["summary", "lenet5-d2l", "--architecture-json"] + changes)
    let path = "\(folder.path)/mine.json"
    try file.output.write(toFile: path, atomically: true, encoding: .utf8)
    let own = try LeNetProcess.run(["summary", path])
    let changed = try LeNetProcess.run(["summary", "lenet5-d2l"] + changes)
    #expect(own.status == 0 && own.output == changed.output)
    #expect(own.output.contains("F5       fullyConnected, relu  60x1x1"), "\(own.output)")
  }

  @Test(
    "What cannot be shown is said",
    arguments: [
      (["lenet5-1998", "lenet1", "--architecture-json"], "--architecture-json prints one network"),
      (["lenet5-1998", "--json", "--architecture-json"], "exclude each other"),
      (["lenet4", "--pooling", "max"], "lenet4 cannot have pooling by max"),
    ])
  func refused(arguments: [String], words: String) throws {
    let result = try LeNetProcess.run(["summary"] + arguments)
    #expect(result.status == 2 && result.errors.contains(words), "\(result)")
  }

  @Test("Your own description")
  func file() throws {
    let fixture = try Fixture.shared.get()
    let result = try LeNetProcess.run(["summary", "\(fixture.path)/tiny.json"])
    #expect(result.status == 0)
    #expect(result.output.contains("7,850"))
  }

  @Test("A model file also tells its preparation, classes and training")
  func model() throws {
    let fixture = try Fixture.shared.get()
    let json = try LeNetProcess.run(["summary", fixture.model, "--json"])
    let object = try #require(try json.objects().first)
    #expect(
      object.keys.sorted()
        == ["classes", "input", "layers", "name", "preparation", "totals", "training"])
    let text = try LeNetProcess.run(["summary", fixture.model])
    #expect(text.status == 0)
    for words in [
      "61,706", "padded", "0.1307", "0 1 2 3 4 5 6 7 8 9", "pytorch", "seed 1", "cross-entropy",
      "one-cycle", "final-div-factor 10000",
    ] {
      #expect(text.output.contains(words), "\(words) in \(text.output)")
    }
  }
}
