using System.Text.Json;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>The suite's schemas with the built-in model, judged by the validator that stands beside this.</summary>
public class SuiteModelTests
{
    [Theory]
    [InlineData("draft2020-12")]
    [InlineData("draft7")]
    public async Task What_the_model_writes_meets_the_schema(string draft)
    {
        int ended = 0;
        List<string> wrong = [];
        foreach ((SuiteGroup group, List<string> texts) in await SuiteOutputs.DrawAsync(draft, outputs: 1, mostTokens: 48))
        {
            SchemaValidator validator = new(group.Schema);
            foreach (string text in texts)
            {
                ended++;
                using JsonDocument value = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
                if (!validator.IsValid(value.RootElement))
                    wrong.Add($"{group.Name}\n  {group.Schema}\n  {text}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {ended}\n{string.Join('\n', wrong.Take(20))}");
        Assert.True(ended > 250, $"Only {ended} outputs ended.");
    }
}
