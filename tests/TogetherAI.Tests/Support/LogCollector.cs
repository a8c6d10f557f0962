using Microsoft.Extensions.Logging;

namespace TogetherAI.Tests;

/// <summary>Keeps every line of every category, down to a level.</summary>
internal sealed class LogCollector(LogLevel minimum = LogLevel.Trace) : ILoggerProvider, ILoggerFactory
{
    private readonly List<LogLine> _lines = [];

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName, minimum);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Logger(LogCollector owner, string category, LogLevel minimum) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(" ", pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
            lock (owner._lines)
                owner._lines.Add(new LogLine(category, logLevel, eventId.Id, formatter(state, exception), values + exception));
        }
    }
}

/// <summary>A line of a log; <paramref name="Detail"/> is what a structured sink would keep beside its text.</summary>
internal sealed record LogLine(string Category, LogLevel Level, int Id, string Text, string Detail);
