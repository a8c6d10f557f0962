using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TogetherAI.CrashTests.Processes;

/// <summary>This program, started again in another role.</summary>
internal sealed partial class ChildProcess : IDisposable
{
    private const int Terminate = 15;

    private readonly Process _process;
    private readonly Task _reading;
    private readonly Lock _gate = new();
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(string name, Process process)
    {
        (Name, _process) = (name, process);
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>What a child prints when it has what it holds.</summary>
    public static string ReadyLine => "ready";

    /// <summary>Its name among all that were started; its requests bear it.</summary>
    public string Name { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string Output
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _output);
        }
    }

    public static ChildProcess Start(string name, params string[] args)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(ChildProcess).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string key in start.Environment.Keys.Where(static key => key.StartsWith("TOGETHER_", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(key);
        return new ChildProcess(name, Process.Start(start)!);
    }

    /// <summary>Ends it at once; it learns nothing of it. On Unix that is SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, with SIGTERM. On Windows, which has none, it is killed.</summary>
    public void AskToEnd()
    {
        if (OperatingSystem.IsWindows())
            _process.Kill();
        else if (SendSignal(_process.Id, Terminate) != 0)
            throw new InvalidOperationException($"SIGTERM could not be sent to process {_process.Id}.");
    }

    /// <summary>Waits until it prints that it is ready, or ends.</summary>
    public Task WhenReadyAsync() => Task.WhenAny(_ready.Task, _process.WaitForExitAsync());

    public async Task WaitForExitAsync(TimeSpan limit)
    {
        await _process.WaitForExitAsync().WaitAsync(limit, TimeProvider.System);
        await _reading;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_gate)
                _output.Add(line);
            if (line == ReadyLine)
                _ready.TrySetResult();
        }
    }
}
