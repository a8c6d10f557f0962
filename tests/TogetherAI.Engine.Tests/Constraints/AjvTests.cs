using System.Globalization;
using System.Text.Json;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>
/// The suite's schemas with the built-in model, judged by Ajv and not by us. <c>TAI_OBEY</c> says how many outputs of a schema are
/// judged: by default 1.
/// </summary>
public class AjvTests
{
    [Theory]
    [InlineData("draft2020-12", "2020")]
    [InlineData("draft7", "7")]
    public async Task What_the_model_writes_is_valid_to_Ajv(string draft, string name)
    {
        Ajv.SkipUnlessInstalled();
        int outputs = int.Parse(Environment.GetEnvironmentVariable("TAI_OBEY") ?? "1", CultureInfo.InvariantCulture);
        List<(SuiteGroup Group, List<string> Texts)> drawn = await SuiteOutputs.DrawAsync(draft, outputs, mostTokens: outputs > 1 ? 200 : 48);
        string[] lines = await Ajv.JudgeAsync("judge.js", string.Join('\n', drawn.Select(one => JsonSerializer.Serialize(new
        {
            name = one.Group.Name, draft = name, schema = one.Group.Schema, documents = SuiteRemotes.All, outputs = one.Texts,
            instances = one.Group.Instances.Where(_ => SuiteTests.IsJudged(one.Group)).Select(static known => new { value = known.Value, valid = known.IsValid }),
        }))));
        TestContext.Current.TestOutputHelper?.WriteLine($"{drawn.Count} schemas, {drawn.Count(one => one.Texts.Count == outputs)} with {outputs} outputs that ended; {lines[^1]}");
        Assert.True(lines[^1].Contains(", 0 refused", StringComparison.Ordinal), string.Join('\n', lines));
    }
}
