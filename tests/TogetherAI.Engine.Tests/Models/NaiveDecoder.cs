namespace TogetherAI.Engine.Tests.Models;

/// <summary>
/// The transformer written down a second time, as plainly as can be: doubles, whole sequences, triple loops, no cache. It shares
/// nothing with the engine.
/// </summary>
internal sealed class NaiveDecoder(RandomModel model, double theta = 10_000, Func<double, double>? scaling = null, Func<int, int?>? window = null)
{
    public double[][] Logits(int[] ids)
    {
        double[][] x = [.. ids.Select(id => Row("model.embed_tokens.weight", id))];
        for (int layer = 0; layer < RandomModel.Layers; layer++)
        {
            string prefix = $"model.layers.{layer}.";
            double[][] attended = Attention(prefix, [.. x.Select(row => Norm(row, prefix + "input_layernorm.weight"))], window?.Invoke(layer) ?? int.MaxValue);
            for (int t = 0; t < x.Length; t++)
            {
                x[t] = Add(x[t], Linear(prefix + "self_attn.o_proj", attended[t]));
                double[] normed = Norm(x[t], prefix + "post_attention_layernorm.weight");
                double[] gate = Linear(prefix + "mlp.gate_proj", normed), up = Linear(prefix + "mlp.up_proj", normed);
                x[t] = Add(x[t], Linear(prefix + "mlp.down_proj", [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)]));
            }
        }

        string head = model.Tied ? "model.embed_tokens" : "lm_head";
        return [.. x.Select(row => Linear(head, Norm(row, "model.norm.weight")))];
    }

    private double[][] Attention(string prefix, double[][] x, int visible)
    {
        const int Size = RandomModel.HeadSize, Group = RandomModel.Heads / RandomModel.KeyValueHeads;
        double[][] q = [.. x.Select((row, t) => Turn(Linear(prefix + "self_attn.q_proj", row), t, prefix + "self_attn.q_norm.weight"))];
        double[][] k = [.. x.Select((row, t) => Turn(Linear(prefix + "self_attn.k_proj", row), t, prefix + "self_attn.k_norm.weight"))];
        double[][] v = [.. x.Select(row => Linear(prefix + "self_attn.v_proj", row))];
        double[][] result = [.. x.Select(_ => new double[RandomModel.Heads * Size])];
        for (int t = 0; t < x.Length; t++)
        {
            for (int head = 0; head < RandomModel.Heads; head++)
            {
                int source = head / Group * Size;
                int[] seen = [.. Enumerable.Range(0, t + 1).Where(past => t - past < visible)];
                double[] weights = [.. seen.Select(past => Math.Exp(Enumerable.Range(0, Size).Sum(i => q[t][(head * Size) + i] * k[past][source + i]) / Math.Sqrt(Size)))];
                for (int i = 0; i < Size; i++)
                    result[t][(head * Size) + i] = seen.Select((past, n) => weights[n] * v[past][source + i]).Sum() / weights.Sum();
            }
        }

        return result;
    }

    private double[] Turn(double[] heads, int position, string norm)
    {
        const int Size = RandomModel.HeadSize, Half = Size / 2;
        double[] turned = new double[heads.Length];
        for (int start = 0; start < heads.Length; start += Size)
        {
            double[] head = heads[start..(start + Size)];
            if (model.QueryKeyNorm)
                head = Norm(head, norm);
            for (int i = 0; i < Half; i++)
            {
                double frequency = Math.Pow(theta, -2.0 * i / Size);
                double angle = position * (scaling?.Invoke(frequency) ?? frequency);
                turned[start + i] = (head[i] * Math.Cos(angle)) - (head[i + Half] * Math.Sin(angle));
                turned[start + i + Half] = (head[i + Half] * Math.Cos(angle)) + (head[i] * Math.Sin(angle));
            }
        }

        return turned;
    }

    private double[] Linear(string name, double[] x)
    {
        (int[] shape, float[] weights) = model.Tensors[name + ".weight"];
        double[] y = new double[shape[0]];
        for (int row = 0; row < y.Length; row++)
        {
            y[row] = model.Tensors.TryGetValue(name + ".bias", out (int[] Shape, float[] Values) bias) ? bias.Values[row] : 0;
            for (int i = 0; i < x.Length; i++)
                y[row] += weights[(row * x.Length) + i] * x[i];
        }

        return y;
    }

    private double[] Norm(double[] x, string weight)
    {
        double scale = 1 / Math.Sqrt(x.Average(value => value * value) + 1e-5);
        return [.. x.Zip(model.Tensors[weight].Values, (value, w) => value * scale * w)];
    }

    private double[] Row(string name, int row) =>
        [.. model.Tensors[name].Values.Skip(row * RandomModel.Hidden).Take(RandomModel.Hidden).Select(value => (double)value)];

    private static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
