using System.Text;

namespace TogetherAI.Cli.Tests;

/// <summary>Tells when the first line has been written.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> FirstLine => _firstLine.Task.WaitAsync(Run.Patience);

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_text)
        {
            _text.Append(value);
            if (value == '\n')
                _firstLine.TrySetResult(_text.ToString().TrimEnd());
        }
    }

    public override string ToString()
    {
        lock (_text)
            return _text.ToString();
    }
}
