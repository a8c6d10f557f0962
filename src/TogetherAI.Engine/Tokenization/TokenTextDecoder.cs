using System.Buffers;
using System.Text;
using TogetherAI.Engine.Tokenization.Decoders;

namespace TogetherAI.Engine.Tokenization;

/// <summary>
/// Decodes one sequence token by token. A token may end in the middle of a character; what is not yet certain is held back until later
/// tokens, or <see cref="Flush"/>, settle it, so that joining all that was returned gives what <see cref="Tokenizer.Decode"/> gives.
/// </summary>
/// <remarks>For one sequence and one thread at a time. Create it with <see cref="Tokenizer.CreateDecoder"/>.</remarks>
public sealed class TokenTextDecoder
{
    private readonly DecoderPlan _plan;
    private readonly Vocabulary _vocabulary;
    private readonly bool _skipSpecial;
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private readonly List<byte> _byteRun = [];
    private bool _started;
    private int _toStrip;

    internal TokenTextDecoder(DecoderPlan plan, Vocabulary vocabulary, bool skipSpecial)
    {
        _plan = plan;
        _vocabulary = vocabulary;
        _skipSpecial = skipSpecial;
        _toStrip = plan.Settings.StripCount;
    }

    /// <summary>Takes the next token.</summary>
    /// <param name="token">Its id. One that the vocabulary does not have stands for nothing.</param>
    /// <returns>The text that has become certain; often empty, never half a character.</returns>
    public string Append(int token)
    {
        if (_vocabulary.GetToken(token) is not string written || (_skipSpecial && _vocabulary.IsSpecial(token))) return string.Empty;
        string separator = _started ? _plan.Settings.Separator : string.Empty;
        bool first = !_started;
        _started = true;
        if (_plan.IsByte(token))
        {
            _byteRun.Add(_plan.BytesOf(token)[0]);
            return Strip(separator);
        }

        string text = first && (_plan.Settings.DroppedInFirstToken is not null || _plan.Settings.InsideMark is not null)
            ? _plan.AsFirst(written)
            : Convert(_plan.BytesOf(token), flush: false);
        return Strip(separator + EndByteRun() + text);
    }

    /// <summary>Ends the sequence.</summary>
    /// <returns>What was held back; bytes that no character came of are U+FFFD.</returns>
    public string Flush() => Strip(EndByteRun() + Convert([], flush: true));

    private string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        char[] characters = ArrayPool<char>.Shared.Rent(bytes.Length + 4);
        int count = _utf8.GetChars(bytes, characters, flush);
        string text = new(characters, 0, count);
        ArrayPool<char>.Shared.Return(characters);
        return text;
    }

    /// <summary>
    /// A run of byte tokens is text only as a whole: if any of it is no UTF-8, every byte of it becomes U+FFFD, as in the reference.
    /// </summary>
    private string EndByteRun()
    {
        if (_byteRun.Count == 0) return string.Empty;
        byte[] run = [.. _byteRun];
        _byteRun.Clear();
        return System.Text.Unicode.Utf8.IsValid(run) ? Encoding.UTF8.GetString(run) : new string('\uFFFD', run.Length);
    }

    private string Strip(string text)
    {
        while (_toStrip > 0 && text.Length > 0)
        {
            if (text[0] != _plan.Settings.StripContent)
            {
                _toStrip = 0;
                break;
            }

            text = text[1..];
            _toStrip--;
        }

        return text;
    }
}
