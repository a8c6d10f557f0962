using System.Text;
using TogetherAI.Engine.Tokenization;

namespace TogetherAI.Engine.Tests.Tokenization;

/// <summary>Small tokenizer files, written out.</summary>
internal static class TokenizerJson
{
    public const string Model = """{"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2, "c": 3, "Ġ": 4, "<x>": 5, "abc": 6}, "merges": ["a b", ["ab", "c"]]}""";

    public static Tokenizer Parse(string fields) => Tokenizer.Parse(Encoding.UTF8.GetBytes("{" + fields + "}"));

    public static Tokenizer WithAdded(string added, string more = "") =>
        Parse($$""" "model": {{Model}}, "added_tokens": [{{added}}], "decoder": {"type": "ByteLevel"} {{more}} """);

    public static ModelFormatException Refuses(string fields) => Assert.Throws<ModelFormatException>(() => Parse(fields));
}
