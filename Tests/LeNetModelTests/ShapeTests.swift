import LeNetModel
import LeNetText
import Testing

@Suite struct ShapeTests {
  @Test func countIsTheProduct() {
    #expect(Shape(6, 28, 28).count == 4704)
    #expect(Shape(400, 1, 1).isFlat)
    #expect(!Shape(1, 1, 2).isFlat)
    #expect(!Shape(1, 2, 1).isFlat)
    #expect("\(Shape(6, 28, 14))" == "6x28x14")
  }

  @Test("A count that does not fit is Int.max, not a trap")
  func hugeCount() {
    #expect(Shape(.max, 2, 1).count == .max)
  }

  @Test func codedAsThreeNumbers() throws {
    let json = try JSON(encoding: Shape(3, 32, 16))
    #expect(json.text == "[3,32,16]")
    #expect(try json.decoded(as: Shape.self) == Shape(3, 32, 16))
  }

  @Test(arguments: ["[1,2]", "[1,2,3,4]", "[]", "{}", "[1,2,\"3\"]", "[1,2,3.5]"])
  func refusesOtherLists(text: String) throws {
    let json = try JSON(reading: text)
    #expect(throws: (any Error).self) { try json.decoded(as: Shape.self) }
  }
}
