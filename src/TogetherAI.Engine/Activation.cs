namespace TogetherAI.Engine;

/// <summary>What a decoder's gated feed-forward layer does to its gate.</summary>
public enum Activation
{
    /// <summary><c>x · sigmoid(x)</c>; the layer is then called SwiGLU (Shazeer 2020, arXiv:2002.05202).</summary>
    Silu,

    /// <summary>The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016, arXiv:1606.08415); GeGLU.</summary>
    GeluTanh,
}
