using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Sampling;

namespace TogetherAI.Engine.Generation.Speculation;

/// <summary>
/// Guesses with a small model. It draws with the random numbers that the large one will draw with, so that where their distributions agree
/// they mostly draw the same token. Not thread-safe.
/// </summary>
internal sealed class DraftModel(LanguageModel model, int vocabularySize, KeyValueBlockPool blocks, WorkerPool pool, int maxBatchTokens)
{
    private readonly ForwardPass _pass = new(model.Decoder, pool, maxBatchTokens);
    private readonly TokenBatch _batch = new(maxBatchTokens);
    private readonly FloatBuffer _logits = new(checked(Workspace.LogitRows * model.Spec.VocabularySize));
    private readonly float[] _padded = new float[vocabularySize];
    private readonly List<Sequence> _guessing = [];
    private readonly int[] _rows = new int[Workspace.LogitRows];

    /// <summary>Lets sequences guess, each as many tokens as it wants; fewer where the small model has not caught up with the text.</summary>
    public void Run(List<Sequence> sequences, SamplingBuffers buffers)
    {
        for (int guess = 0; ; guess++)
        {
            _batch.Clear();
            _guessing.Clear();
            foreach (Sequence sequence in sequences)
            {
                if (sequence.Turn.DraftsWanted > guess && _guessing.Count < _rows.Length)
                    Add(sequence, guess);
            }

            if (_batch.Count == 0)
                return;
            _pass.Run(_batch);
            if (_guessing.Count > 0)
                Guess(guess, buffers);
        }
    }

    /// <summary>Adds what the small model has yet to read of the text; where that is the last of it, a guess comes of it.</summary>
    private void Add(Sequence sequence, int guess)
    {
        KeyValueCache cache = sequence.BeginDraft(blocks);
        if (guess == 0)
            cache.Adopt(sequence.Keys, sequence.Tokens.Count - 1);
        int unread = sequence.Tokens.Count + sequence.Draft.Count - cache.Length;
        int count = Math.Min(unread, _batch.Capacity - _batch.Count);
        if (count <= 0 || cache.Length + count > model.Spec.ContextLength || (guess > 0 && count < unread)
            || Lacks(sequence.DraftTokens(cache.Length, count)) || !cache.TryReserve(count))
        {
            sequence.Turn.DraftsWanted = guess;
            return;
        }

        int first = _batch.Add(sequence.DraftTokens(cache.Length, count), cache);
        if (count == unread)
        {
            _rows[_guessing.Count] = first + count - 1;
            _guessing.Add(sequence);
        }
        else
        {
            sequence.Turn.DraftsWanted = 0;
        }
    }

    /// <summary>Models of one family pad their vocabularies differently: this one may have no row for a token.</summary>
    private bool Lacks(ReadOnlySpan<int> tokens) => tokens.ContainsAnyExceptInRange(0, model.Spec.VocabularySize - 1);

    private void Guess(int guess, SamplingBuffers buffers)
    {
        int size = model.Spec.VocabularySize, common = Math.Min(size, _padded.Length);
        _pass.Logits(_rows.AsSpan(0, _guessing.Count), _logits);
        for (int i = 0; i < _guessing.Count; i++)
        {
            // A token that this model lacks is never guessed.
            _logits.Slice(i * size, common).CopyTo(_padded);
            _padded.AsSpan(common).Fill(float.NegativeInfinity);
            _guessing[i].Draft.Add(_guessing[i].Guess(_padded, buffers, guess));
        }
    }
}
