using System.Text;

namespace TogetherAI;

/// <summary>
/// Guesses how many tokens a prompt and its answer have. The client has no tokenizer; it begins with four bytes to a token and learns the
/// model's own ratio from the usage that answers report. Thread-safe.
/// </summary>
internal sealed class PromptEstimator
{
    private const double BytesPerToken = 4;
    private const double Weight = 0.05;
    private const int TokensPerMessage = 4;
    private const int TokensPerPart = 800; // an image or a sound
    private const int DefaultOutput = 256;

    private double _bytesPerToken = BytesPerToken;
    private double _output = double.NaN;

    /// <summary>The prompt's length in tokens, at least 1.</summary>
    public int Estimate(ChatRequest request)
    {
        (long bytes, int parts) = Measure(request);
        double tokens = (bytes / Volatile.Read(ref _bytesPerToken)) + ((double)TokensPerPart * parts) + ((double)TokensPerMessage * request.Messages.Count);
        return (int)Math.Clamp(tokens, 1, 10_000_000);
    }

    /// <summary>The service has counted a prompt. Counts that are off by more than four times teach nothing: they hold something else.</summary>
    public void Learn(ChatRequest request, int promptTokens)
    {
        (long bytes, int parts) = Measure(request);
        double tokens = promptTokens - ((double)TokensPerPart * parts) - ((double)TokensPerMessage * request.Messages.Count);
        if (tokens < 1 || bytes / tokens is not (> BytesPerToken / 4 and < BytesPerToken * 4))
            return;
        double old = Volatile.Read(ref _bytesPerToken);
        Volatile.Write(ref _bytesPerToken, old + (Weight * ((bytes / tokens) - old))); // a lost update is a lost sample
    }

    /// <summary>The answer's length in tokens: what answers usually have, at most what the request allows.</summary>
    public int EstimateOutput(int? maxTokens)
    {
        double usual = Volatile.Read(ref _output);
        int tokens = double.IsNaN(usual) ? DefaultOutput : (int)Math.Clamp(usual, 1, int.MaxValue);
        return maxTokens is { } most && (most < tokens || double.IsNaN(usual)) ? most : tokens;
    }

    /// <summary>An answer has ended.</summary>
    public void LearnOutput(int tokens)
    {
        double old = Volatile.Read(ref _output);
        Volatile.Write(ref _output, double.IsNaN(old) ? tokens : old + (Weight * (tokens - old)));
    }

    private static (long Bytes, int Parts) Measure(ChatRequest request)
    {
        long bytes = 0;
        int others = 0;
        for (int i = 0; i < request.Messages.Count; i++)
        {
            if (request.Messages[i].Content is not { } content)
                continue;
            if (content.PlainText is { } text)
            {
                bytes += Encoding.UTF8.GetByteCount(text);
                continue;
            }

            for (int part = 0; part < content.Parts.Count; part++)
            {
                if (content.Parts[part].Text is { } piece)
                    bytes += Encoding.UTF8.GetByteCount(piece);
                else
                    others++;
            }
        }

        return (bytes, others);
    }
}
