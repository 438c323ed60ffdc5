import LeNetModel
import Testing

@Suite struct ParametersTests {
  static func layout() throws -> NetworkLayout {
    try Architecture(
      name: "n", input: Shape(3, 1, 1), layers: ["A": .fullyConnected(units: 2)]
    ).layout()
  }

  @Test func tensorsAreReadAndSetByName() throws {
    var parameters = Parameters(layout: try Self.layout())
    parameters["A.weight"] = [1, 2, 3, 4, 5, 6]
    parameters["A.bias"] = [7, 8]
    #expect(parameters["A.weight"] == [1, 2, 3, 4, 5, 6])
    #expect(parameters["A.bias"] == [7, 8])
    #expect(parameters["B.bias"] == nil)
    let gap = [Float](repeating: 0, count: 10)
    #expect(parameters.values == [1, 2, 3, 4, 5, 6] + gap + [7, 8] + gap + [0, 0, 0, 0])
    #expect(parameters == Parameters(layout: parameters.layout, values: parameters.values))
  }

  @Test func anArenaOfAnotherSizeTraps() async {
    await #expect(processExitsWith: .failure) {
      _ = Parameters(layout: try ParametersTests.layout(), values: [1])
    }
    await #expect(processExitsWith: .failure) {
      var parameters = Parameters(layout: try ParametersTests.layout())
      parameters.values = []
    }
  }

  @Test func aTensorOfAnotherNameOrSizeTraps() async {
    await #expect(processExitsWith: .failure) {
      var parameters = Parameters(layout: try ParametersTests.layout())
      parameters["B.bias"] = [1, 2]
    }
    await #expect(processExitsWith: .failure) {
      var parameters = Parameters(layout: try ParametersTests.layout())
      parameters["A.bias"] = [1]
    }
    await #expect(processExitsWith: .failure) {
      var parameters = Parameters(layout: try ParametersTests.layout())
      parameters["A.bias"] = nil
    }
  }
}
