import './boot.ts';
import './start.tsx';
