import Testing

@Suite("lenet list")
struct ListCommandTests {
  @Test("The table", arguments: ["architectures", "recipes", "data"])
  func table(subject: String) throws {
    let result = try LeNetProcess.run(["list", subject])
    #expect(result.status == 0 && result.errors.isEmpty)
    try Snapshot.expect(result.output, matches: "list-\(subject)")
  }

  @Test(
    "The keys of the JSON lines",
    arguments: [
      ("architectures", 5, ["input", "name", "parameters", "recipe", "stages"]),
      (
        "recipes", 5,
        [
          "architecture", "batchSize", "initialization", "learningRate", "length", "loss", "name",
          "optimizer", "schedule", "summary", "validation",
        ]
      ),
      ("data", 1, ["classes", "images", "name", "test", "training"]),
    ])
  func json(subject: String, count: Int, keys: [String]) throws {
    let result = try LeNetProcess.run(["list", subject, "--json"])
    let objects = try result.objects()
    #expect(objects.count == count)
    for object in objects { #expect(object.keys.sorted() == keys) }
  }
}
