namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>Strings, byte by byte.</summary>
public class StringBytesTests
{
    [Theory]
    [InlineData(true, 0xC3, 0xBC)] // ü
    [InlineData(true, 0xE2, 0x82, 0xAC)] // €
    [InlineData(true, 0xF0, 0x9F, 0x98, 0x80)] // 😀
    [InlineData(true, 0xF4, 0x8F, 0xBF, 0xBF)] // U+10FFFF
    [InlineData(true, 0x7F)]
    [InlineData(false, 0xC3)] // half a character
    [InlineData(false, 0x80)] // a continuation alone
    [InlineData(false, 0xC0, 0xAF)] // overlong
    [InlineData(false, 0xE0, 0x80, 0xAF)] // overlong
    [InlineData(false, 0xF0, 0x80, 0x80, 0xAF)] // overlong
    [InlineData(false, 0xED, 0xA0, 0x80)] // a surrogate
    [InlineData(false, 0xF4, 0x90, 0x80, 0x80)] // past the end
    [InlineData(false, 0xF5, 0x80, 0x80, 0x80)]
    [InlineData(false, 0x0A)]
    [InlineData(false, 0x1F)]
    public void Only_well_formed_characters_stand_in_a_string(bool accepted, params int[] bytes) =>
        Assert.Equal(accepted, Constraining.Schema("""{"type":"string"}""").Accepts([(byte)'"', .. bytes.Select(one => (byte)one), (byte)'"']));

    [Theory]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", true)]
    [InlineData("\"\\u00e9\\uFFFD\\ud7ff\"", true)]
    [InlineData("\"\\ud83d\\ude00\"", false)]
    [InlineData("\"\\uDC00\"", false)]
    [InlineData("\"\\u12\"", false)]
    [InlineData("\"\\x41\"", false)]
    [InlineData("\"\\\"", false)]
    public void Only_escapes_that_JSON_knows_and_that_are_whole_characters(string text, bool accepted) =>
        Assert.Equal(accepted, Constraining.Schema("""{"type":"string"}""").Accepts(text));

    [Theory]
    [InlineData("""{"ü😀":1}""", true)]
    [InlineData("""{"":1}""", true)]
    [InlineData("""{"a\n":1}""", false)]
    [InlineData("{\"a\n\":1}", false)]
    public void The_names_of_an_open_object_are_written_without_escapes(string text, bool accepted) =>
        Assert.Equal(accepted, Constraining.Schema("""{"type":"object"}""").Accepts(text));
}
