import LeNetBenchmark
import LeNetModel
import LeNetText
import Testing

@Suite("lenet bench")
struct BenchCommandTests {
  static let quick = ["--windows", "1", "--seconds", "0.001", "--threads", "1"]

  @Test(
    "The keys of the JSON lines",
    arguments: [
      ("peak", ["gigaflops", "instructions", "measure", "threads"]),
      (
        "training",
        [
          "architecture", "batchSize", "gigaflops", "imagesPerSecond", "instructions",
          "leastImagesPerSecond", "measure", "mostImagesPerSecond", "shareOfPeak", "threads",
        ]
      ),
      (
        "latency",
        [
          "architecture", "batchSize", "gigaflops", "instructions", "leastMicroseconds", "measure",
          "medianMicroseconds", "shareOfPeak", "threads",
        ]
      ),
    ])
  func json(measure: String, keys: [String]) throws {
    let result = try LeNetProcess.run(
      ["bench", "--json", "--measure", measure, "--architecture", "lenet5-pytorch"]
        + ["--batch-size", "3"] + Self.quick)
    #expect(result.status == 0 && result.errors.isEmpty)
    let objects = try result.objects()
    #expect(objects.count == 1)
    for object in objects { #expect(object.keys.sorted() == keys) }
  }

  @Test("Every architecture on grey images is measured, by every measure")
  func all() throws {
    let result = try LeNetProcess.run(["bench", "--batch-size", "2"] + Self.quick)
    #expect(result.status == 0 && result.errors.isEmpty)
    for name in ["lenet5-pytorch", "lenet5-d2l", "lenet5-keras", "lenet-caffe"] {
      for measure in ["training", "inference", "latency"] {
        #expect(result.output.contains("\(measure) \(name), "))
      }
      #expect(result.output.contains("\(name) by layer"))
    }
  }

  @Test("So many steps instead of a time", arguments: Figure.Measure.allCases)
  func steps(measure: Figure.Measure) throws {
    let result = try LeNetProcess.run([
      "bench", "--json", "--measure", measure.rawValue, "--architecture", "lenet5-keras",
      "--batch-size", "2", "--windows", "1", "--threads", "1", "--steps", "1",
    ])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(try !result.objects().isEmpty)
  }

  @Test("Your own data, as long as there are enough images")
  func data() throws {
    let fixture = try Fixture.shared.get()
    let command = ["bench", "--data", fixture.data, "--json", "--measure", "inference"]
    let result = try LeNetProcess.run(
      command + ["--architecture", "lenet5-pytorch", "--batch-size", "2"] + Self.quick)
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(try result.objects().count == 1)
    let refused = try LeNetProcess.run(command + ["--batch-size", "9999"])
    #expect(refused.status == 2 && refused.output.isEmpty)
    #expect(refused.errors.contains("give a smaller --batch-size"))
  }

  @Test(
    "Wrong use",
    arguments: [
      ["--architecture", "lenet5-cifar10"], ["--architecture", "lenet6"], ["--batch-size", "0"],
      ["--windows", "0"], ["--seconds", "0"], ["--seconds", "nan"], ["--measure", "speed"],
      ["--steps", "0"], ["--steps", "1", "--seconds", "1"],
    ])
  func wrongUse(arguments: [String]) throws {
    let result = try LeNetProcess.run(["bench"] + arguments)
    #expect(result.status == 2 && result.output.isEmpty, "\(result)")
  }

  /// Counted by hand: along an axis of 28 with 2 zeros on both sides 134 pairs of output and tap.
  @Test("Products with padding are no work")
  func padding() throws {
    let d2l = try WorkCount(Architecture.find("lenet5-d2l").layout())
    #expect(d2l.layers["C1"]?.forward == 6 * 134 * 134)
    #expect(d2l.layers["C1"]?.backward == 6 * 134 * 134)
    #expect(d2l.layers["C3"]?.backward == 2 * 240_000)
    let pytorch = try WorkCount(Architecture.find("lenet5-pytorch").layout())
    #expect(pytorch.forward == 416_520)
    #expect(pytorch.training == 3 * 416_520 - 117_600)
  }
}
