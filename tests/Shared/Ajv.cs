using System.ComponentModel;
using System.Diagnostics;

namespace TogetherAI.Testing;

/// <summary>Ajv as a judge that is not ours. Needs Node, and Ajv where <c>eng/ajv/install</c> puts it; a test that asks without them is skipped.</summary>
internal static class Ajv
{
    private static readonly string s_modules = RepositoryFiles.Path("artifacts", "ajv", "node_modules");

    /// <summary>Skips the test where Ajv is not installed: ask before anything is made for it.</summary>
    public static void SkipUnlessInstalled() => Assert.SkipUnless(
        Directory.Exists(Path.Combine(s_modules, "ajv-formats")), "Ajv is not installed; eng/ajv/install does that. The tests beside this one have a judge of their own.");

    /// <summary>Runs one of the judges in <c>eng/ajv</c>.</summary>
    /// <param name="judge">Its file.</param>
    /// <param name="cases">What it reads.</param>
    /// <returns>What it printed, line by line.</returns>
    public static async Task<string[]> JudgeAsync(string judge, string cases)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, cases);
            ProcessStartInfo start = new("node", [RepositoryFiles.Path("eng", "ajv", judge), file]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["NODE_PATH"] = s_modules;
            using Process? node = Start(start);
            Assert.SkipWhen(node is null, "Node is not installed.");
            Task<string> errors = node.StandardError.ReadToEndAsync();
            string[] lines = (await node.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await node.WaitForExitAsync();
            Assert.True(node.ExitCode == 0, await errors);
            return lines;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
