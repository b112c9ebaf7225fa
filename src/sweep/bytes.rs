//! Bytes that grow by short pieces, fast.

/// A buffer with room to spare: short pieces are copied without a call.
#[derive(Debug)]
pub(super) struct Bytes {
    bytes: Vec<u8>,
    length: usize,
}

impl Bytes {
    /// With room for so many.
    pub(super) fn new(room: usize) -> Self {
        Self { bytes: vec![0; room], length: 0 }
    }

    /// Appends a piece: two copies of a fixed length, which may overlap, where it is short.
    #[inline]
    pub(super) fn put(&mut self, piece: &[u8]) {
        let end = self.length + piece.len();
        if end > self.bytes.len() {
            self.bytes.resize(end.max(2 * self.bytes.len()), 0);
        }
        let target = &mut self.bytes[self.length..end];
        match piece.len() {
            1 => target[0] = piece[0],
            2..4 => ends::<2>(target, piece),
            4..8 => ends::<4>(target, piece),
            8..16 => ends::<8>(target, piece),
            16..=32 => ends::<16>(target, piece),
            _ => target.copy_from_slice(piece),
        }
        self.length = end;
    }

    /// All that was put.
    pub(super) fn into_vec(mut self) -> Vec<u8> {
        self.bytes.truncate(self.length);
        self.bytes
    }
}

/// Copies the first and the last bytes.
#[inline]
fn ends<const N: usize>(target: &mut [u8], piece: &[u8]) {
    let last = piece.len() - N;
    target[..N].copy_from_slice(&piece[..N]);
    target[last..].copy_from_slice(&piece[last..]);
}

#[cfg(test)]
mod tests {
    use super::Bytes;

    #[test]
    fn pieces_of_every_length_are_kept() {
        let (mut bytes, mut expected) = (Bytes::new(3), Vec::new());
        for length in 0..70_u8 {
            let piece: Vec<u8> = (length..2 * length).collect();
            bytes.put(&piece);
            expected.extend(piece);
        }
        assert_eq!(bytes.into_vec(), expected);
    }
}
