using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TogetherAI.Testing;

namespace TogetherAI.Engine.Tests.Constraints;

/// <summary>
/// The suite's schemas with the built-in model, judged by Ajv and not by us. Needs Node, and Ajv where <c>eng/ajv/install</c> puts it.
/// <c>TAI_OBEY</c> says how many outputs of a schema are judged: by default 1.
/// </summary>
public sealed class AjvTests : IDisposable
{
    private readonly string _cases = Path.GetTempFileName();

    [Theory]
    [InlineData("draft2020-12", "2020")]
    [InlineData("draft7", "7")]
    public async Task What_the_model_writes_is_valid_to_Ajv(string draft, string name)
    {
        string modules = RepositoryFiles.Path("artifacts", "ajv", "node_modules");
        Assert.SkipUnless(Directory.Exists(Path.Combine(modules, "ajv-formats")), "Ajv is not installed; eng/ajv/install does that. The tests beside this one have a validator of their own.");
        int outputs = int.Parse(Environment.GetEnvironmentVariable("TAI_OBEY") ?? "1", CultureInfo.InvariantCulture);
        List<(SuiteGroup Group, List<string> Texts)> drawn = await SuiteOutputs.DrawAsync(draft, outputs, mostTokens: outputs > 1 ? 200 : 48);
        await File.WriteAllLinesAsync(_cases, drawn.Select(one => JsonSerializer.Serialize(new
        {
            name = one.Group.Name, draft = name, schema = one.Group.Schema, documents = SuiteRemotes.All, outputs = one.Texts,
            instances = one.Group.Instances.Where(_ => SuiteTests.IsJudged(one.Group)).Select(static known => new { value = known.Value, valid = known.IsValid }),
        })));
        ProcessStartInfo start = new("node", [RepositoryFiles.Path("eng", "ajv", "judge.js"), _cases]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_PATH"] = modules;
        using Process? node = Start(start);
        Assert.SkipWhen(node is null, "Node is not installed.");
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string[] lines = (await node.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        TestContext.Current.TestOutputHelper?.WriteLine($"{drawn.Count} schemas, {drawn.Count(one => one.Texts.Count == outputs)} with {outputs} outputs that ended; {lines[^1]}");
        Assert.True(lines[^1].Contains(", 0 refused", StringComparison.Ordinal), string.Join('\n', lines));
    }

    public void Dispose() => File.Delete(_cases);

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
