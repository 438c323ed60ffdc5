import Foundation
import LeNet
import LeNetEvaluation
import LeNetText
import Testing

@Suite("lenet runs")
struct RunsCommandTests {
  /// Three runs, one of them stopped, and a folder that is none.
  final class Runs: Sendable {
    static let shared = Swift.Result { try Runs() }
    let path: String

    private init() throws {
      let fixture = try Fixture.shared.get()
      path = "\(fixture.path)/listed"
      let runs = [
        ("a", ["--seed", "1"]), ("b", ["--seed", "2", "--batch-size", "50", "--epochs", "1"]),
        ("deep/c", ["--recipe", "d2l", "--epochs", "2", "--validation", "0"]),
      ]
      for (name, options) in runs {
        let result = try LeNetProcess.run(
          fixture.trainOptions + options + ["--output", "\(path)/\(name)"])
        guard result.status == 0 else { throw Fixture.Failure(description: result.errors) }
      }
      try FileManager.default.createDirectory(
        atPath: "\(path)/broken", withIntermediateDirectories: true)
      try Data("{".utf8).write(to: URL(fileURLWithPath: "\(path)/broken/run.json"))
    }
  }

  /// The names in the first column.
  private func names(_ options: [String]) throws -> [String] {
    let path = try Runs.shared.get().path
    let result = try LeNetProcess.run(["runs", path] + options)
    #expect(result.status == 0, "\(result.errors)")
    let rows = result.lines.dropFirst(2).prefix { !$0.isEmpty }
    return rows.map { String($0.prefix { $0 != " " }) }
  }

  @Test("A table with a row for each, broken folders among them")
  func table() throws {
    let path = try Runs.shared.get().path
    let result = try LeNetProcess.run(["runs", path], environment: ["COLUMNS": "160"])
    #expect(result.status == 0 && result.errors.isEmpty)
    let titles = result.lines[0].split(separator: " ").map(String.init)
    #expect(
      titles == [
        "run", "architecture", "recipe", "data", "epochs", "seed", "validation", "test",
        "images/s", "date", "state",
      ])
    #expect(result.lines.contains { $0.hasPrefix("deep/c") && $0.contains("d2l") })
    #expect(result.lines.contains { $0.hasPrefix("broken") && $0.hasSuffix("broken") })
    #expect(result.output.contains("\(path)/broken: its run.json is not valid JSON"))
  }

  @Test(
    "Sorted and filtered by columns and by values of the recipe",
    arguments: [
      ("", ["a", "b", "broken", "deep/c"]), ("--reverse", ["deep/c", "broken", "b", "a"]),
      ("--sort epochs", ["b", "deep/c", "a", "broken"]),
      ("--sort seed --reverse", ["b", "a", "deep/c", "broken"]),
      ("--sort batch-size", ["a", "deep/c", "b", "broken"]),
      ("--filter state=done", ["a", "b", "deep/c"]), ("--filter state=broken", ["broken"]),
      ("--filter recipe=d2l", ["deep/c"]), ("--filter recipe!=d2l", ["a", "b"]),
      ("--filter batch-size>20", ["b"]), ("--filter batchSize<=20 --filter epochs>2", ["a"]),
      ("--filter optimizer=sgd", ["deep/c"]), ("--filter validation>=0", ["a", "b"]),
      ("--filter validation>=0% --filter validation<=1", ["a", "b"]),
      ("--filter validation>100%", []), ("--filter validation<=100%", ["a", "b"]),
      ("--filter name=a", ["a"]), ("--filter name=deep/c", ["deep/c"]),
      ("--filter name!=a", ["b", "broken", "deep/c"]), ("--filter name>b", ["broken", "deep/c"]),
      ("--filter seed=7", []), ("--filter architecture=lenet5-d2l", ["deep/c"]),
      ("--filter epochs>=2", ["a", "deep/c"]), ("--filter epochs>2", ["a"]),
      ("--filter epochs<=2", ["b", "deep/c"]), ("--filter epochs<2", ["b"]),
      ("--filter epochs=2", ["deep/c"]), ("--filter epochs!=2", ["a", "b"]),
    ])
  func order(options: String, expected: [String]) throws {
    #expect(try names(options.split(separator: " ").map(String.init)) == expected)
  }

  @Test("JSON lines for programs, with the reason of a broken one")
  func json() throws {
    let path = try Runs.shared.get().path
    #expect(try names(["--filter", "name=\(path)/a"]) == ["a"])
    let result = try LeNetProcess.run(["runs", path, "--json"])
    let objects = try result.objects()
    #expect(objects.count == 4)
    #expect(objects[0]["folder"] as? String == "\(path)/a")
    #expect(objects[0]["state"] as? String == "done")
    #expect(objects[0]["epochs"] as? Int == 3 && objects[0]["testAccuracy"] as? Double != nil)
    #expect((objects[2]["error"] as? String)?.contains("not valid JSON") == true)
    #expect(objects[3]["validationAccuracy"] is NSNull)
  }

  @Test("Two runs: what differs, figures side by side, McNemar's test and all curves")
  func compare() throws {
    let (fixture, path) = (try Fixture.shared.get(), try Runs.shared.get().path)
    let folder = try TemporaryFolder()
    let runs = ["runs", "compare", "\(path)/a", "\(path)/b", "--data", fixture.data]
    let result = try LeNetProcess.run(runs + ["-o", "curves.svg"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    for line in [
      #/^batch-size +20 +50$/#, #/^epochs +3 +1$/#, #/^seed +1 +2$/#,
      #/^architecture +lenet5-pytorch +lenet5-pytorch$/#, #/^epochs +3 +1$/#,
    ] {
      #expect(result.lines.contains { $0.wholeMatch(of: line) != nil }, "\(result.output)")
    }
    #expect(result.output.contains("McNemar's test on 100 test images: only a right "))
    #expect(result.output.contains("(two-sided, exact)"))
    #expect(!result.output.contains("optimizer.adamw"))
    let svg = folder.text("curves.svg")
    #expect(svg.contains("a, training") && svg.contains("b, validation"))
    let json = try LeNetProcess.run(runs + ["--json"]).objects()
    let test = try #require((json[0]["mcnemar"] as? [[String: Any]])?.first)
    let counts = ["both", "neither", "onlyFirst", "onlySecond"].compactMap { test[$0] as? Int }
    #expect(counts.reduce(0, +) == 100 && test["method"] as? String == "exact")
    // A run and itself disagree nowhere.
    let same = try LeNetProcess.run(
      ["runs", "compare", "\(path)/a", fixture.run, "--data", fixture.data])
    #expect(same.output.contains("p = 1.000"), "\(same.output)")
  }

  @Test("PNG curves, where libvips is there")
  func png() throws {
    let path = try Runs.shared.get().path
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      ["runs", "compare", "\(path)/a", "\(path)/b", "--no-answers", "-o", "curves.png"],
      in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(folder.bytes("curves.png")?.starts(with: [0x89, 0x50, 0x4E, 0x47]) == true)
    #expect(result.output.contains("no McNemar's test: it was not asked for"))
  }

  @Test("Different data are refused clearly")
  func otherData() throws {
    let (fixture, path) = (try Fixture.shared.get(), try Runs.shared.get().path)
    let folder = try TemporaryFolder()
    try SyntheticDigits.write(to: folder, name: "digits", training: 600, test: 90)
    let options = fixture.trainOptions.map { $0 == fixture.data ? folder.file("digits") : $0 }
    let trained = try LeNetProcess.run(options + ["--output", folder.file("other")])
    #expect(trained.status == 0, "\(trained.errors)")
    let compared = try LeNetProcess.run(
      ["runs", "compare", "\(path)/a", folder.file("other"), "--data", fixture.data])
    #expect(compared.status == 0)
    #expect(
      compared.output.contains(
        "were tested on different data, which differ in t10k-images-idx3-ubyte"),
      "\(compared.output)")
    let wrong = try LeNetProcess.run(
      ["runs", "compare", "\(path)/a", "\(path)/b", "--data", folder.file("digits")])
    #expect(wrong.status == 0)
    #expect(
      wrong.output.contains(
        "the runs were tested on other images than the test images of t10k-images-idx3-ubyte"))
    let unnamed = try LeNetProcess.run(["runs", "compare", "\(path)/a", "\(path)/b"])
    #expect(unnamed.status == 0 && unnamed.output.contains("--data does not give their path"))
    #expect(unnamed.output.contains("give --data \(fixture.data), as their command did"))
  }

  @Test("A file under another name is the same data, one with other bytes is named")
  func renamed() throws {
    let folder = try TemporaryFolder()
    for (name, count) in [("first", 300), ("copy", 300), ("other", 310)] {
      let (images, labels) = (SyntheticDigits.images(count), SyntheticDigits.labels(count))
      let rows = (0..<count).map { row in
        let pixels = images[(16 + 784 * row)..<(16 + 784 * (row + 1))]
        return ([labels[8 + row]] + pixels).map { "\($0)" }.joined(separator: ",")
      }
      try folder.write(rows.joined(separator: "\n") + "\n", to: "\(name).csv")
      let trained = try LeNetProcess.run(
        ["train", "--data", "\(name).csv", "--epochs", "1", "--output", name], in: folder.path)
      #expect(trained.status == 0, "\(trained.errors)")
    }
    let same = try LeNetProcess.run(
      ["runs", "compare", "first", "copy", "--data", "copy.csv"], in: folder.path)
    #expect(same.output.contains("McNemar's test on 42 test images"), "\(same.output)")
    let different = try LeNetProcess.run(
      ["runs", "compare", "first", "other", "--data", "first.csv"], in: folder.path)
    #expect(
      different.output.contains("tested on different data, first.csv and other.csv"),
      "\(different.output)")
    func resumed(_ data: String) throws -> LeNetProcess.Result {
      try LeNetProcess.run(
        ["train", "--data", data, "--epochs", "2", "--output", "first", "--resume"],
        in: folder.path)
    }
    let refused = try resumed("other.csv")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("trained on first.csv, and other.csv"), "\(refused.errors)")
    let gone = try resumed("copy.csv")
    #expect(gone.status == 0, "\(gone.errors)")
  }

  @Test(
    "What cannot be listed or compared is said in one sentence, with status 2",
    arguments: [
      (["nowhere"], "there is no folder nowhere"), (["--filter", "test", "."], "expected a key"),
      (["--filter", "=3", "."], "expected a key"),
      (["PATH", "--sort", "colour"], "--sort is colour"),
      (
        ["PATH", "--filter", "nosuch=3"],
        "--filter is nosuch=3, which no run here has; expected one"
      ),
      (["PATH", "--filter", "state=nosuch"], "running, done, interrupted, failed, broken"),
      (["PATH", "--filter", "test>abc"], "--filter is test>abc; expected a share"),
      (["PATH", "--filter", "test>99"], "--filter is test>99; expected a share from 0 to 1"),
      (["PATH", "--filter", "validation<=-0.1"], "or a percentage, such as 99%"),
      (["PATH", "--filter", "epochs>9%"], "--filter is epochs>9%; expected a number"),
      (["PATH", "--filter", "batch-size=abc"], "--filter is batch-size=abc; expected a number"),
      (["compare", "PATH/a"], "two or more runs"),
      (["compare", "PATH/a", "PATH/broken"], "not valid JSON"),
      (["compare", "PATH/a", "PATH/b", "-o", "x.gif"], "--output is x.gif"),
    ])
  func refused(arguments: [String], says: String) throws {
    let path = try Runs.shared.get().path
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      ["runs"] + arguments.map { $0.replacingOccurrences(of: "PATH", with: path) }, in: folder.path)
    #expect(result.status == 2, "\(result)")
    #expect(result.errors.contains(says), "\(result.errors)")
  }

  @Test("A folder without runs is no failure")
  func empty() throws {
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(["runs", folder.path])
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(result.errors.contains("there is no run below"))
  }
}
