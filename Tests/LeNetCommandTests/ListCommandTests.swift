import LeNetTestSupport
import LeNetText
import Testing

@Suite("lenet list")
struct ListCommandTests {
  @Test("The table", arguments: ["architectures", "recipes"])
  func table(subject: String) throws {
    let result = try LeNetProcess.run(["list", subject])
    #expect(result.status == 0 && result.errors.isEmpty)
    try Snapshot.expect(result.output, matches: "list-\(subject)")
  }

  @Test(
    "The keys of the JSON lines",
    arguments: [
      ("architectures", 11, ["input", "layers", "name", "parameters", "recipe"]),
      (
        "recipes", 15,
        [
          "architecture", "batchSize", "biasRate", "distortion", "frozen", "initialization",
          "j", "learningRate", "length", "loss", "mean", "name", "optimizer", "order", "resizeMode",
          "schedule", "standardDeviation", "summary", "validation", "variants",
        ]
      ),
      (
        "data", 12,
        [
          "builtIn", "classes", "folder", "images", "licence", "name", "page", "test", "title",
          "training",
        ]
      ),
    ])
  func json(subject: String, count: Int, keys: [String]) throws {
    let result = try LeNetProcess.run(["list", subject, "--json"])
    let objects = try result.objects()
    #expect(objects.count == count)
    for object in objects { #expect(object.keys.sorted() == keys) }
  }

  @Test("Both lists of data sets say where the sets are", arguments: [[], ["--json"]])
  func places(options: [String]) throws {
    let folder = try TemporaryFolder()
    let place = "data/lenet/usps"
    try folder.write("", to: "\(place)/usps.bz2")
    try folder.write("", to: "\(place)/usps.t.bz2")
    let lists = try [["list", "data"], ["data", "list"]].map {
      try LeNetProcess.run(
        $0 + options, in: folder.path, environment: ["XDG_DATA_HOME": "\(folder.path)/data"])
    }
    #expect(lists[0].output == lists[1].output && lists[0].output.contains(place))
  }

  @Test(
    "The settings of a recipe are values",
    arguments: [
      #""optimizer":{"beta1":0.9,"beta2":0.999,"epsilon":1e-08,"name":"adamw","weightDecay":0.01}"#,
      #""schedule":{"divFactor":25,"finalDivFactor":10000,"name":"one-cycle","warmupFraction":0.2}"#,
      #""schedule":{"gamma":0.0001,"name":"inverse-decay","power":0.75}"#,
      #""optimizer":{"curvaturePatterns":500,"mu":0.02,"name":"levenberg-marquardt"}"#,
      #""schedule":{"milestones":"2x1,3x0.4,3x0.2,4x0.1,1x0.02","name":"piecewise"}"#,
      #""j":1,"learningRate":0.0001"#, #""order":"constant""#,
      #""length":{"epochs":8}"#, #""length":{"steps":10000}"#, #""mean":[0.5,0.5,0.5]"#,
      #""distortion":{"flip":false,"name":"affine","rotation":0,"scale":0,"shear":0,"shift":1}"#,
    ])
  func settings(text: String) throws {
    let result = try LeNetProcess.run(["list", "recipes", "--json"])
    #expect(result.output.contains(text), "\(result.output)")
  }
}
