using System.Diagnostics;
using System.Globalization;

namespace TogetherAI.Cli.Tests.Dedicated;

/// <summary>Two processes: one serves the virtual cloud, the other is the tool, told where by its environment.</summary>
public class ProgramTests
{
    [Fact]
    public async Task The_tool_rents_from_and_guards_a_cloud_in_another_process()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Ctrl-C is sent as SIGINT.");
        using Process server = Start("serve --port 0", url: null);
        Process? create = null;
        try
        {
            string url = (await server.StandardOutput.ReadLineAsync().WaitAsync(Run.Patience))!;
            create = Start("endpoints create tai-tiny --idle 10m --yes --name chat", url);
            Assert.Equal("local/chat", await create.StandardOutput.ReadLineAsync().WaitAsync(Run.Patience));
            Assert.Contains(" READY ", await OutputAsync("endpoints list", url), StringComparison.Ordinal);
            Assert.Contains("kept: ", await OutputAsync("guard --idle 1m --once", url), StringComparison.Ordinal);
            Interrupt(create);
            string said = await create.StandardError.ReadToEndAsync().WaitAsync(Run.Patience);
            await create.WaitForExitAsync().WaitAsync(Run.Patience);
            Assert.True(create.ExitCode == 0, said);
            Assert.Contains("Stopped (Disposed)", said, StringComparison.Ordinal);
            Assert.Equal("", await OutputAsync("endpoints list", url));
        }
        finally
        {
            if (create is { HasExited: false })
                create.Kill(); // a test that fails leaves no renter behind
            create?.Dispose();
            Interrupt(server);
            await server.WaitForExitAsync().WaitAsync(Run.Patience);
        }
    }

    private static async Task<string> OutputAsync(string args, string url)
    {
        using Process process = Start(args, url);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Run.Patience);
        await process.WaitForExitAsync().WaitAsync(Run.Patience);
        Assert.True(process.ExitCode == 0, await errors);
        Assert.DoesNotContain("\u001b", output + await errors, StringComparison.Ordinal);
        return output;
    }

    private static Process Start(string args, string? url)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "TogetherAI.Cli.dll"), .. args.Split(' ')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string own in start.Environment.Keys.Where(static key => key.StartsWith("TOGETHER_", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(own);
        if (url is not null)
            start.Environment["TOGETHER_BASE_URL"] = url;
        return Process.Start(start)!;
    }

    private static void Interrupt(Process process)
    {
        using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
