using System.Text;

namespace TogetherAI.Engine.Tokenization.WordPieces;

/// <summary>
/// WordPiece, as BERT has it: of a word the longest beginning that is a token, then of the rest the longest that is one with the mark of a
/// word's inside; a word that does not come out is one unknown token. Thread-safe.
/// </summary>
/// <param name="tokens">Tokens by written form.</param>
/// <param name="unknown">Stands for a word that cannot be spelled.</param>
/// <param name="insideMark">Written before a token that does not begin a word.</param>
/// <param name="longestWord">A word of more characters is unknown.</param>
internal sealed class WordPieceModel(Dictionary<string, int> tokens, int unknown, string insideMark, int longestWord) : TokenModel
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids = tokens.GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly int _longestToken = tokens.Keys.Select(static token => token.Length).DefaultIfEmpty(1).Max();

    public override void Encode(ReadOnlySpan<char> piece, List<int> ids)
    {
        int before = ids.Count;
        if (piece.Length > longestWord && Encoding.UTF32.GetByteCount(piece) / 4 > longestWord)
        {
            ids.Add(unknown);
            return;
        }

        Span<char> marked = new char[insideMark.Length + piece.Length];
        insideMark.CopyTo(marked);
        for (int at = 0; at < piece.Length;)
        {
            int end = Math.Min(piece.Length, at + _longestToken), id = -1;
            for (; end > at; end--)
            {
                // No token ends in the middle of a character.
                if (end < piece.Length && char.IsLowSurrogate(piece[end]))
                    continue;
                ReadOnlySpan<char> part = piece[at..end];
                if (at > 0)
                {
                    part.CopyTo(marked[insideMark.Length..]);
                    part = marked[..(insideMark.Length + part.Length)];
                }

                if (_ids.TryGetValue(part, out id))
                    break;
            }

            if (end == at)
            {
                ids.RemoveRange(before, ids.Count - before);
                ids.Add(unknown);
                return;
            }

            ids.Add(id);
            at = end;
        }
    }
}
