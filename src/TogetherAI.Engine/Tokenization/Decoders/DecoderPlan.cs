using System.Globalization;
using System.Text;

namespace TogetherAI.Engine.Tokenization.Decoders;

/// <summary>The bytes of every token, worked out once. Immutable and thread-safe.</summary>
internal sealed class DecoderPlan
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private readonly bool[]? _isByte;

    public DecoderPlan(DecoderSettings settings, Vocabulary vocabulary)
    {
        Settings = settings;
        _starts = new int[vocabulary.Size + 1];
        _isByte = settings.ByteFallback ? new bool[vocabulary.Size] : null;
        using MemoryStream all = new(vocabulary.Size * 6);
        for (int id = 0; id < vocabulary.Size; id++)
        {
            if (vocabulary.GetToken(id) is string token) all.Write(BytesOf(token, id));
            _starts[id + 1] = checked((int)all.Length);
        }

        _bytes = all.ToArray();
    }

    public DecoderSettings Settings { get; }

    public ReadOnlySpan<byte> BytesOf(int token) => (uint)token < (uint)(_starts.Length - 1)
        ? _bytes.AsSpan(_starts[token]..(_starts[token + 1]))
        : [];

    /// <summary>Whether a token is one byte, which is text only together with its neighbours.</summary>
    public bool IsByte(int token) => _isByte is not null && (uint)token < (uint)_isByte.Length && _isByte[token];

    public string AsFirst(string token) => Settings.InsideMark is not null ? Apply(token) :
        Apply(token.Replace(Settings.DroppedInFirstToken.ToString()!, string.Empty, StringComparison.Ordinal));

    private byte[] BytesOf(string token, int id)
    {
        if (Settings.ByteLevel) return ByteAlphabet.TryGetBytes(token, out byte[] bytes) ? bytes : Encoding.UTF8.GetBytes(token);
        if (_isByte is not null && token is ['<', '0', 'x', _, _, '>']
            && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
        {
            _isByte[id] = true;
            return [value];
        }

        return Encoding.UTF8.GetBytes(Apply(WithSpace(token)));
    }

    private string WithSpace(string token) =>
        Settings.InsideMark is not { } mark ? token : token.StartsWith(mark, StringComparison.Ordinal) ? token[mark.Length..] : " " + token;

    private string Apply(string token)
    {
        foreach (Func<string, string> step in Settings.TokenSteps) token = step(token);
        return token;
    }
}
