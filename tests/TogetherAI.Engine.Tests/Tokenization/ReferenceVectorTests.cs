using System.Text.Json.Nodes;
using TogetherAI.Engine.Tokenization;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Tokenization;

/// <summary>Ids that reference implementations gave.</summary>
public class ReferenceVectorTests
{
    [Fact]
    public void Every_vector_of_tai_tiny_is_met()
    {
        JsonArray vectors = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Path("tests", "data", "tai-tiny", "tokenizer_vectors.json")))!["vectors"]!.AsArray();
        foreach (JsonNode? vector in vectors)
        {
            string text = (string)vector!["text"]!;
            int[] ids = Ids(vector["ids"]!);
            Assert.Equal(ids, Tokenizers.TaiTiny.Encode(text, SpecialTokens.Parse));
            Assert.Equal((string)vector["decoded"]!, Tokenizers.TaiTiny.Decode(ids));
            Assert.Equal((string)vector["decoded_skip_special"]!, Tokenizers.TaiTiny.Decode(ids, skipSpecial: true));
        }

        Assert.True(vectors.Count > 200, "The vectors are gone.");
    }

    [Fact]
    public void Every_prompt_of_tai_tinys_reference_has_its_ids()
    {
        JsonArray prompts = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Path("tests", "data", "tai-tiny", "reference.json")))!["prompts"]!.AsArray();
        foreach (JsonNode? prompt in prompts)
            Assert.Equal(Ids(prompt!["ids"]!), Tokenizers.TaiTiny.Encode((string)prompt["text"]!, SpecialTokens.Parse));
        Assert.NotEmpty(prompts);
    }

    [Theory]
    [InlineData("gpt-2")]
    [InlineData("falcon")]
    [InlineData("phi-3")]
    public void Every_vector_of_a_real_model_is_met(string model)
    {
        JsonArray vectors = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Shared("data", "tokenizers", model, "vectors.json")))!.AsArray();
        Tokenizer tokenizer = Tokenizers.Shared(model);
        foreach (JsonNode? vector in vectors)
        {
            string text = (string)vector!["text"]!;
            Assert.Equal(Ids(vector["ids"]!), tokenizer.Encode(text, SpecialTokens.Parse));
            Assert.Equal(text, tokenizer.Decode(Ids(vector["ids"]!)));
        }

        Assert.True(vectors.Count > 40, "The vectors are gone.");
    }

    private static int[] Ids(JsonNode ids) => [.. ids.AsArray().Select(static id => (int)id!)];
}
